### Words on pages. One message a key; the same keys in every language.

## Everywhere

skip-to-content = Skip to content
demo-bar = This is a demonstration. Nothing leaves this machine.
demo-bar-start = Start page
demo-bar-mailbox = Mailbox
nav-public = Main
nav-footer = About this site
nav-verify = Verify
nav-verify-long = Verify a badge
nav-help = Help
nav-docs = For developers
nav-wallet = My badges
nav-console = Console
nav-sign-in = Sign in
footer-platform = Published with Accolade, the open badge platform.
sign-out = Sign out
copy = Copy
copied = Copied
save = Save
remove = Remove
or = or
accept = Accept
decline = Decline
manage = Manage
pager-label = Pages
pager-previous = Previous
pager-next = Next
pager-total = { $count ->
    [one] one in all
   *[other] { $count } in all
}
contact-line = Questions? Ask
mail-not-there = Not there after a few minutes? Look in the spam folder, and add the sender to your safe list.
date-long = { $day } { $month } { $year }
date-moment = { $date }, { $time } { $zone }
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
form-errors = { $count ->
    [one] One thing needs another look
   *[other] { $count } things need another look
}
field-optional = (optional)
field-email = E-mail address
field-password = Password
field-current-password = Current password
field-new-password = New password
field-new-password-hint = Twelve characters or more. A short sentence is easy to remember.

## States

state-valid = Valid
state-expiring = Ends soon
state-expired = Expired
state-suspended = Suspended
state-revoked = Revoked
state-unknown = Could not check
standing-valid = This badge is valid.
standing-expiring = This badge is valid and ends soon.
standing-expiring-on = This badge is valid until { $date }.
standing-expired = This badge has expired.
standing-expired-on = This badge expired on { $date }.
standing-suspended = This badge is suspended.
standing-suspended-on = This badge has been suspended since { $date }.
standing-revoked = This badge was revoked and no longer counts.
standing-revoked-on = This badge was revoked on { $date } and no longer counts.
standing-unknown = Whether this badge still holds could not be checked.
standing-reason = Reason given: { $reason }
hold-membership = The membership it depends on is not active.
hold-credits = Credits that it asks for are missing.
hold-staff = The issuer has put it on hold.
hold-dispute = The issuer is looking into a question about it.
remedy-membership = Renewing the membership restores it at this same address.
remedy-credits = Completing the credits restores it at this same address.
remedy-expired = It stays here, so that anyone can see what was held and when.
outcome-passed = holds
outcome-failed = does not hold
outcome-unsure = could not be found out
outcome-skipped = not checked
step-read = Reading
step-schema = Form
step-proof = Signature
step-issuer = Issuer
step-validity = Dates
step-status = Status
step-refresh = Newer version
step-recipient = Recipient
step-endorsements = Endorsements
trust-mark = You trust this issuer

## Certificate of Authenticity

certificate-of-authenticity = Certificate of Authenticity
certificate-title = { $badge } · Certificate of Authenticity
certificate-title-of = { $badge } · { $name }
certificate-description = { $badge }, issued by { $issuer } on { $date }.
certificate-checked = Checked
certificate-awarded-to = Awarded to
certificate-issued = Issued { $date } by
certificate-valid-until = Valid until { $date }
certificate-examined = Examined by { $body }, as named by the issuer
certificate-examined-endorsed = Examined by { $body }, which has confirmed it
certificate-manage = Manage this badge
certificate-took = What it took
certificate-work-required = The work required
certificate-about-badges = About the badges of { $issuer }
certificate-about-issuer = { $issuer } on the web
certificate-history = History
certificate-how-checked = How this was checked
certificate-rosette = The fine line pattern behind the badge is drawn from its number and the issuer’s key. The same badge always has the same pattern. It is for the eye; the signature is the proof.
certificate-verify-again = Verify again
certificate-files = Take it with you
certificate-files-why = Each file carries the signed badge. Anyone can check it here or with any Open Badges verifier.
file-pdf = Certificate (PDF)
file-png = Badge picture (PNG)
file-svg = Badge picture (SVG)
file-json = Signed document (JSON)
file-jwt = Signed token (JWT)
file-pdf-hint = To print.
file-png-hint = For a CV, a site or a signature. The badge is inside the picture.
file-svg-hint = Sharp at every size. The badge is inside the picture.
file-json-hint = For other wallets.
file-jwt-hint = For systems that ask for a token.
file-no-pdf = { $issuer } offers no printable certificate. Its member services can tell you more.

## What is not there

missing-badge-title = This badge is not available
missing-badge-meaning = There is no public badge at this address. It may be private, not published yet, or the link may not be whole.
missing-badge-advice = If somebody sent you the link, ask for it again. If it is your own badge, sign in to see it.
missing-erased-title = This badge was erased
missing-erased-meaning = Its holder asked for it to be erased. Nothing about the person is kept here.
missing-erased-advice = The issuer can tell you more, if it may.
missing-portfolio-title = There is no portfolio here
missing-portfolio-meaning = Nobody shows a portfolio at this address, or it is private.
missing-portfolio-advice = If somebody sent you the link, ask for it again.

## Organizations and what they offer

issuer-title = { $issuer } · Badges
issuer-eyebrow = Issuer of digital badges
issuer-offers = What can be earned
issuer-offers-none = There is nothing on offer yet. New badges appear here.
issuer-register = Look yourself up in the register
issuer-genuine = Is it really them?
issuer-genuine-text = Every badge of { $issuer } is signed with a key that is published under this identifier. Keys that were replaced stay published, so that old badges can still be checked.
issuer-did = Identifier
issuer-keys = Public keys
issuer-sender = Badge mails come from
about-badges-title = About these badges
about-badges-what = What is a digital badge?
about-badges-what-text = A picture with a signed document inside. It says what was achieved, by whom and when, and anyone can check that { $issuer } said so.
about-badges-who = Who can have one?
about-badges-who-text = Everybody who has met the requirements of a badge and, where it says so, is a member of { $issuer }.
about-badges-expire = Do they expire?
about-badges-expire-text = Each badge says how long it holds. One that has ended stays at its address and says so; renewing restores it there.
about-badges-how = How do I get mine?
about-badges-how-text = It comes by mail with a link. Open the link, accept, and decide who may see it. An account costs nothing.
achievement-title = { $badge } · { $issuer }
achievement-eyebrow = The work required
achievement-archived = This badge is no longer awarded. Those that were earned stay valid.
achievement-offered-by = Offered by
achievement-level = Level
achievement-validity = Validity
achievement-examined = Examined by
achievement-work = What has to be done
achievement-can = What a holder can do
achievement-ladder = Levels
achievement-aligned = Aligned with
portfolio-title = Badges of { $name }
portfolio-eyebrow = Portfolio
portfolio-manage = Change what is shown
portfolio-empty = There are no public badges here yet.
portfolio-senior-note = Only the most senior badge of each series is shown.
portfolio-note = Every badge opens the certificate of its issuer, with its state of today.

## Verify

verify-title = Verify a badge
verify-heading = Is this badge genuine?
verify-lead = Drop a badge here, paste its link, or choose a file. Any Open Badge from any issuer can be checked.
verify-paste = Link, or the badge itself as text
verify-file = Choose a file, or drop it here
verify-hint = Pictures (PNG, SVG), JSON, tokens (JWT), certificates (PDF). Up to 12 MB.
verify-recipient-summary = Was it awarded to a certain person?
verify-recipient = That person’s e-mail address
verify-recipient-hint = It is compared with the badge and then forgotten.
verify-button = Verify
verify-privacy = Nothing you check is kept. Only the badge’s own issuer, key and status documents are fetched.
verify-verdict = The verdict
verify-authentic = Authentic?
verify-state = Still valid?
verify-steps = Step by step
verify-open-page = Open its Certificate of Authenticity
verify-at = Checked
verify-fetched = { $count ->
    [0] Nothing had to be fetched.
    [one] One document was fetched for it.
   *[other] { $count } documents were fetched for it.
}
verify-again = Check again
verify-fetched-list = What was fetched
verify-raw = The badge as it was read
verify-another = Check another badge
verdict-valid = Valid
verdict-valid-meaning = Everything holds, and the issuer is known here.
verdict-valid-issuer-unknown = Valid, issuer not known here
verdict-valid-issuer-unknown-meaning = Everything about the badge holds. Whether its issuer is who you think it is, nobody here can say.
verdict-unverifiable = Could not be verified
verdict-unverifiable-meaning = Something could not be reached or read. This says neither yes nor no.
verdict-invalid = Not valid
verdict-invalid-meaning = At least one step does not hold. Do not rely on this badge.
authentic-yes = Yes. It was signed by its issuer and is unchanged.
authentic-no = No. It is not what its issuer signed.
authentic-unknown = This could not be found out.

## Claiming

claim-title = A badge from { $issuer }
claim-from = From { $issuer }
claim-heading = { $count ->
    [one] You have earned a badge
   *[other] You have earned { $count } badges
}
claim-heading-name = { $count ->
    [one] { $name }, you have earned a badge
   *[other] { $name }, you have earned { $count } badges
}
claim-issued = Awarded on { $date }
claim-button = Save to my badges
claim-decline = No, thank you
claim-next-known = It is added to the wallet of { $address }. Nobody sees it before you make it public.
claim-next-new = This makes a free wallet for { $address }. Nobody sees the badge before you make it public.
trust-issuer = Trust { $issuer }
trust-issuer-hint = Later badges from them are accepted without asking. You can change this at any time.
claim-used-title = This link has been used
claim-used-meaning = The badge is in your wallet already. Nothing is lost.
claim-expired-title = This link is too old
claim-expired-meaning = Links in badge mails work for 30 days. The badge itself is still yours to take.
claim-mangled-title = This link is not whole
claim-mangled-meaning = Some mail programs break long links. Copy the whole address from the mail, or sign in with the address the mail was sent to.
claim-withdrawn-title = This badge is no longer on offer
claim-withdrawn-meaning = The issuer has taken it back since the mail was sent.
claim-fresh = Mail me a fresh link
claim-fresh-hint = It goes to { $address }, the address the badge was awarded to.
claim-fresh-sent = A fresh link is on its way to { $address }.
claim-sign-in = Sign in
claim-sign-in-hint = Badges that wait for you are shown there.
claim-sign-in-instead = Or sign in and find it there

## Signing in

sign-in-title = Sign in to your badges
sign-in-lead = Use any address that a badge was sent to.
sign-in-console-title = Sign in to the console
sign-in-console-lead = For staff of organizations that issue badges.
sign-in-by-link = Mail me a sign-in link
sign-in-by-link-hint = The quickest way, without a password.
sign-in-by-password = Sign in with password
sign-in-refused = Address and password do not fit together. Check both, or have a sign-in link mailed.
sign-in-locked = Signing in with a password is locked for this account.
sign-in-locked-why = There were ten failed attempts in a row. A mailed sign-in link still works. Staff of your organization can unlock the password.
sign-in-slow = { $seconds ->
    [one] Too many attempts from here. Try again in a second.
   *[other] Too many attempts from here. Try again in { $seconds } seconds.
}
sign-in-link-sent = If { $address } is known here, a link is on its way.
sign-in-help = Trouble signing in?
sign-in-help-link = What you can do
landing-title = One click to sign in
landing-lead = You are signing in as { $address }.
landing-button = Sign in
landing-why = The click makes sure that it is you, and not a program that opens links in mails.
landing-spent-title = This link no longer works
landing-spent-lead = Sign-in links work once and only for a short time.
landing-spent-button = Get a new one

## Wallet

wallet-brand = My badges
wallet-title = My badges
nav-wallet-label = Wallet
nav-badges = Badges
nav-profile = My Profile
nav-portfolio = Portfolio
wallet-waiting = { $count ->
    [one] One badge waits for you
   *[other] { $count } badges wait for you
}
wallet-accept-all = Accept all { $count }
wallet-tabs = Badges by what you did with them
wallet-earned = Earned
wallet-declined = Declined
wallet-empty-title = No badges here yet
wallet-empty-looked = Badges sent to these addresses appear here:
wallet-empty-advice = Did one go to another address of yours? Add that address, and it will be found.
wallet-empty-add = Add an address
visibility-public = Public
visibility-public-meaning = Everybody can open it, and search engines may list it.
visibility-link = Link only
visibility-link-meaning = Whoever has the link can open it. It is listed nowhere.
visibility-private = Private
visibility-private-meaning = Only you see it. Links you gave away stop working.
badge-open-certificate = Open the certificate
badge-declined = You declined this badge. Nobody sees it.
badge-take-back = Take it after all
badge-renew = Renew membership
badge-recertify = Certify again
badge-visibility = Who can see it
share-title = Show it
share-linkedin-profile = Add to LinkedIn profile
share-linkedin-post = Post on LinkedIn
share-x = Post on X
share-facebook = Post on Facebook
share-mail = Write a mail
share-linkedin-note = LinkedIn shows the logo of the organization, not the picture of the badge; the link to the badge stands under “Show credential”. It does not follow later changes: after a renewal, edit the end date there.
share-address = Address of the badge
share-mail-to = Send the link to somebody
share-mail-hint = The mail comes from here and names you. It goes out once.
share-mail-send = Send
share-private = The badge is private. Make it public or link-only above to show it to others.
signature-title = Put it in your e-mail signature
signature-lead = Download the PNG picture below, put it in your signature, and link it to the address of the badge.
signature-gmail = Gmail: Settings, “See all settings”, Signature. Insert the picture, select it, and add the link.
signature-outlook = Outlook: Settings, Accounts, Signatures. Insert the picture, select it, and add the link with Ctrl+K.
signature-apple = Apple Mail: Settings, Signatures. Drag the picture in, select it, and choose Edit, Add Link.
signature-thunderbird = Thunderbird: Account Settings, Signature text, “Use HTML”. Paste the lines below.
signature-static = The picture in a mail never changes. Only the link shows whether the badge is still valid.
signature-html = Signature as HTML
downloads-title = Download
badge-wrong = Is something wrong?
badge-wrong-text = Names and dates can only be changed by { $issuer }. Ask them, and the badge is corrected everywhere at once, at the same address.
badge-correction-waiting = You asked { $issuer } for a correction. They have not answered yet.
badge-give-back = Decline this badge
badge-give-back-hint = It is hidden from everybody. You can take it back later.

## My Profile

profile-title = My Profile
profile-addresses = E-mail addresses
profile-addresses-lead = Add every address that badges were sent to, and they all come together here.
profile-addresses-hint = We mail a link to the new address. Removing an address never removes a badge.
profile-address-primary = First address
profile-address-badges = { $count ->
    [0] no badges came by it
    [one] one badge came by it
   *[other] { $count } badges came by it
}
profile-address-unverified = Waits for you to open the link we mailed
profile-address-verify = Mail the link again
profile-address-make-primary = Use first
profile-add-address = Another address
profile-add-address-button = Add
profile-portfolio = Portfolio
field-handle = Address of the portfolio
field-handle-hint = Letters, digits and hyphens. It stands at the end of the link: /p/…
field-levels = When you hold several levels of a series
field-levels-all = Show every level
field-levels-all-hint = All badges you have made public.
field-levels-senior = Show only the most senior
field-levels-senior-hint = The others are hidden, not removed. You can change this later.
field-published = Publish the portfolio
field-published-hint = It shows public badges only.
field-job-title = Job title
field-company = Company
profile-would-hide = { $count ->
    [one] “Only the most senior” hides this badge:
   *[other] “Only the most senior” hides these { $count } badges:
}
profile-trust = Trusted issuers
profile-trust-lead = New badges from an issuer you trust are accepted without asking. It is your own note and proves nothing to others.
profile-trust-none = You trust no issuer yet. You can when you accept a badge.
profile-trust-since = since { $date }
profile-untrust = Stop trusting
profile-password = Password
profile-password-lead = You can always sign in by a mailed link instead.
profile-password-none = You sign in by mailed links. Set a password if you would rather type one.
profile-password-change = Change password
profile-password-set = Set password

## Errors

error-500-title = Something went wrong here
