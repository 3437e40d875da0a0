# Everything a mail says. Keys are grouped by what they are about; every other language has the same keys.

## Dates
date = { $day } { $month } { $year }
month-1 = January
month-2 = February
month-3 = March
month-4 = April
month-5 = May
month-6 = June
month-7 = July
month-8 = August
month-9 = September
month-10 = October
month-11 = November
month-12 = December

## Sender and frame
platform = Accolade
colon = :
sender-via = { $issuer } via { $platform }
greeting = Dear { $name },
greeting-nameless = Hello,
copy-hint = If the button does nothing, copy this address into your browser:
badges-more = { $badge } and { $more } more

## An award that waits (M1–M3)
award-subject = You've been given credit: { $badge }
award-heading = You’ve been given credit
award-lead = { $issuer } has awarded you this badge. It is a signed record of what you have achieved, and anyone you show it to can check that it is real.
award-lead-many = { $issuer } has awarded you these { $count } badges. Each is a signed record of what you have achieved, and anyone you show it to can check that it is real.
claim-label = Claim your badge
claim-label-many = Claim your badges
claim-open = To claim it, open this address in your browser:
claim-open-many = To claim them, open this address in your browser:
claim-note = Claiming takes one click. It is free, and so is the account that keeps your badge.
claim-note-many = Claiming takes one click. It is free, and so is the account that keeps your badges.
claim-until = The link works once, until { $date }. After that, the same address sends you a new one.

## An award that was accepted for the earner (M11, M22, M23)
accepted-heading = New in your wallet
accepted-lead = { $issuer } has awarded you this badge. Because you trust { $issuer }, it was accepted for you; you need to do nothing.
accepted-lead-many = { $issuer } has awarded you these { $count } badges. Because you trust { $issuer }, they were accepted for you; you need to do nothing.
accepted-label = See your badge
accepted-label-many = Open your wallet
accepted-open = To see it, open this address in your browser:
accepted-open-many = To see them, open this address in your browser:

## Reminders (S10–S12)
reminder-subject = Waiting for you: { $badge }
reminder-heading = Your badge is waiting for you
reminder-heading-many = Your badges are waiting for you
reminder-lead = { $issuer } awarded you this badge on { $date }. It still waits for you to claim it.
reminder-lead-many = { $issuer } awarded you these { $count } badges. They still wait for you to claim them.
reminder-last = This is the last reminder. The badge stays yours: whenever you need a new link, { $issuer } can send you one.
reminder-stop = { $count ->
    [one] You get no other reminder of this badge.
   *[other] You get { $count } reminders at most. They stop as soon as you claim the badge or say that you do not want it.
}
reminder-unsubscribe = To get no reminders at all, write to { $address }.

## The badge mail again (S14)
resend-subject = Your badge from { $issuer }: { $badge }
resend-heading = Here is your badge
resend-heading-many = Here are your badges
resend-lead = { $issuer } is sending you the mail about this badge once more. The link below is new; older ones still lead to the same badge until one of them is used.
resend-lead-kept = { $issuer } is sending you the mail about this badge once more. It is in your wallet already.

## A new claim link
fresh-subject = Your new link: { $badge }
fresh-heading = Your new link
fresh-heading-many = Your new link
fresh-lead = You asked for a new link to claim this badge from { $issuer }. Here it is.
fresh-lead-many = You asked for a new link to claim these { $count } badges. Here it is.

## A badge that was taken back
revoked-subject = No longer valid: { $badge }
revoked-heading = A badge was revoked
revoked-lead = { $issuer } has revoked this badge. Its page says so from now on, and so does everybody who checks it, also where you have shared it.
revoked-lead-many = { $issuer } has revoked these { $count } badges. Their pages say so from now on, and so does everybody who checks them, also where you have shared them.
revoked-mistake = If you think that this is a mistake, write to { $issuer }; they can undo it.
revoked-linkedin = If you have added the badge to LinkedIn or elsewhere, please remove it there; other sites do not notice by themselves.

## A badge that is not valid at present (A9, S9)
suspended-subject = Not valid at present: { $badge }
suspended-heading = A badge is suspended
suspended-lead = { $issuer } has suspended this badge. Its page says so from now on, and so does everybody who checks it. It stays in your wallet and keeps its address.
suspended-lead-many = { $issuer } has suspended these { $count } badges. Their pages say so from now on, and so does everybody who checks them. They stay in your wallet and keep their addresses.
suspended-back = When the reason is gone, it is valid again by itself, also in the files and links that you have shared. If you think that this is a mistake, write to { $issuer }.
suspended-back-many = When the reason is gone, they are valid again by themselves, also in the files and links that you have shared. If you think that this is a mistake, write to { $issuer }.
suspended-renew-title = Is it about your membership?
suspended-renew = It is renewed here:

## A badge that is valid again (A10, S9)
reinstated-subject = Valid again: { $badge }
reinstated-heading = Your badge is valid again
reinstated-heading-many = Your badges are valid again
reinstated-lead = This badge from { $issuer } is valid again. Its page says so, and so does everybody who checks it: at the same address, and in the files that you have.
reinstated-lead-many = These { $count } badges from { $issuer } are valid again. Their pages say so, and so does everybody who checks them: at the same addresses, and in the files that you have.

## A badge with a new period (C16, C21)
renewed-subject = Renewed: { $badge }
renewed-heading = Your badge was renewed
renewed-heading-many = Your badges were renewed
renewed-lead = { $issuer } has renewed this badge. It keeps its address, and its page shows the new dates.
renewed-lead-many = { $issuer } has renewed these { $count } badges. They keep their addresses, and their pages show the new dates.
renewed-files = A file that you downloaded before still carries the old dates. Please download the badge again where you use it as a file.
renewed-linkedin = LinkedIn does not notice a new end date by itself. If the badge is in your profile there, please change the date in its entry.

## What is said of a badge
badge-reason = Reason: { $reason }
badge-picture = Badge “{ $badge }”, awarded by { $issuer }
badge-by = Awarded by { $issuer }
badge-issued = Issued { $date }
badge-ends = Valid until { $date }

## Showing it (C20–C22, C26, C27, C29, S17–S20)
show-title = Showing your badge
show-title-many = Showing your badges
show-address = The address of your badge:
show-address-of = The address of { $badge }:
show-address-later = It works once you make the badge public.
show-address-later-many = Each address works once you make its badge public.
show-linkedin = Add it to your LinkedIn profile
show-linkedin-of = Add { $badge } to your LinkedIn profile
show-linkedin-note = LinkedIn’s form comes filled in, with the end date where the badge has one; please leave it as it is. LinkedIn shows the logo of { $issuer }, not the picture of the badge.
show-picture = You can save the picture above and use it in a signature, a CV or a website. Link it to the address of the badge: a picture proves nothing, the address does.

## Genuine and safe (S15, S16)
safe-title = Is this mail genuine?
safe-authorised = Yes. { $issuer } has authorised mails about its badges from { $address }, and every link to claim one begins with { $host }.
safe-list = Was it in your spam folder? Mark it as wanted and add { $address } to your contacts or safe senders, so that you do not miss the next one.

## Help (S26)
help-title = Questions?
help-issuer = { $issuer } answers questions about the award, your name, and dates.
help-email = Mail:
help-web = Website:
help-pages = Claiming, signing in and sharing are explained here:

## Why this mail
why-award = You get this mail because { $issuer } awarded you a badge and gave { $address } as your address.
why-award-many = You get this mail because { $issuer } awarded you badges and gave { $address } as your address.
why-asked = You get this mail because somebody asked for it with the address { $address }.
why-account = You get this mail because { $address } belongs to an account with us.
sent-by = Sent by { $platform }, which keeps the badges of { $issuer }.
sent-by-platform = Sent by { $platform } at { $host }.
wrong-person = Not for you? Do not use the link; answer this mail, and it will be put right.

## Signing in
sign-in-subject = Your link to sign in
sign-in-heading = Sign in to your wallet
sign-in-lead = You asked for a link to sign in. Here it is.
sign-in-label = Sign in
sign-in-open = To sign in, open this address in your browser:
link-minutes = { $minutes ->
    [one] The link works once, within the next minute.
   *[other] The link works once, within the next { $minutes } minutes.
}
sign-in-ignore = If it was not you, do nothing. Nobody can sign in without this mail.

## Proving an address
verify-subject = Please confirm your address
verify-heading = Is this your address?
verify-lead = You asked us to add { $address } to your wallet. Please confirm that it is yours. Badges awarded to it will then be in your wallet too.
verify-label = Confirm this address
verify-open = To confirm it, open this address in your browser:
verify-ignore = If it was not you, do nothing. The address is not added to anybody’s wallet.

## An address that belongs to another account
in-use-subject = Somebody wanted to add your address
in-use-heading = Your address is in use already
in-use-lead = Somebody signed in to another account wanted to add { $address } to it. The address belongs to your account, so nothing was changed.
in-use-you = If it was you, you have two accounts. Sign in to this one, and add the other address here once you have removed it there.
in-use-label = Sign in to this account
in-use-open = To sign in to this account, open this address in your browser:

## An address was added
added-subject = An address was added to your wallet
added-heading = Your wallet has a new address
added-lead = A further address was confirmed and added to your wallet. Badges awarded to it are in your wallet from now on.
added-you = If it was you, there is nothing to do.
added-label = See your addresses
added-open = To see your addresses, open this in your browser:
added-ignore = If it was not you, remove the address there and set a new password.

## A locked password (C8–C10)
locked-subject = Signing in by password is locked
locked-heading = Your password is locked
locked-lead = Somebody entered a wrong password for your account ten times in a row. To keep your badges safe, signing in by password is locked.
locked-still = Your badges are untouched, and you can still sign in by a link that we mail to you.
locked-label = Get a link to sign in
locked-open = To get a link to sign in, open this address in your browser:
locked-title = Whom to ask
locked-unlock = Only the organization that issued your badges can unlock the password. Once they have, ask for a new one on the sign-in page.
locked-unknown = Write to the organization that issued your badges; its address is on the page of each badge.
