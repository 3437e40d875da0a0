### Words on pages. One message a key; the same keys in every language.

## Everywhere

skip-to-content = Skip to content
demo-bar-label = Demonstration
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
achievement-valid-months = { $months ->
    [one] Holds for one month from the award.
   *[other] Holds for { $months } months from the award.
}
achievement-valid-always = Holds without an end.
achievement-valid-status = Holds as long as what it rests on does. Its page always says whether it holds today.
achievement-valid-version = As it was when badges were awarded under it. Each badge says how long it holds.
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
verify-hint = Pictures (PNG, SVG), JSON, tokens (JWT), certificates (PDF), QR codes in pictures. Up to 12 MB.
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

verify-nothing = There was nothing to check. Choose a file, or paste a link or the badge itself.
verify-too-large = The file is larger than 12 MB. Badges are smaller; is it the right one?
check-unavailable = The signature could not be checked just now. Verify again in a moment.
badge-picture = Badge: { $badge }, { $issuer }
fact-awarded-to = Awarded to
fact-issued-by = Issued by
fact-issued-on = Issued on
fact-valid-until = Valid until
fact-format = Format
fact-narrative = What was done
fact-evidence = Evidence

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
landing-address-title = One click to confirm your address
landing-address-lead = { $address } then belongs to your account, with the badges that were sent to it.
landing-address-button = Confirm
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
share-words = I have earned the badge “{ $badge }” of { $issuer }.
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

## Console

nav-console-label = Console
nav-today = Today
nav-today-waiting = waiting
nav-achievements = Badges
nav-credentials = Awards
nav-imports = Import
nav-members = Members
nav-rules = Rules
nav-settings = Settings
nav-issuers = Organizations
nav-public-page = Public page
cancel = Cancel
number = { $value }
nothing-found = Nothing found
filter-button = Show
filter-clear = Show all
filter-search = Name, address or number
filter-search-members = Name, address or number
filter-state = State
filter-any-state = Any state
filter-achievement = Badge
filter-any-achievement = Any badge
filter-acceptance = Earner
filter-any-acceptance = Any
filter-membership = Membership
filter-any-membership = Any membership
membership-active = Active
acceptance-pending = Waits
acceptance-accepted = Accepted
acceptance-declined = Declined
column-line = Row
column-column = Column
column-value = Value
column-reason = Why, and what would be right
column-recipient = Awarded to
column-contact = Address or number
column-badge = Badge
column-issued = Issued
column-state = State
column-acceptance = Earner
column-file = File
column-kind = Kind
column-when = Uploaded
column-stands = Stands
column-outcome = Outcome
column-change = Change
column-effect = What follows
column-name = Name
column-number = Number
column-address = Address
column-membership = Membership
column-until = Until
column-key = Key
column-signs-from = Signs since
column-signs-until = Until
column-slug = Address
column-since = Here since
column-vouched = Vouched for

## Set-up

set-up-title = Welcome to the console
set-up-lead = Set a password for { $address }, and you are in.
set-up-button = Sign in
set-up-spent-title = This link has been used
set-up-spent-lead = Sign in with your password to go on.
field-organization = Name of the organization
field-organization-hint = It stands on every badge as its issuer.
field-slug = Short name for addresses
field-slug-hint = Lower-case letters, digits and hyphens. It becomes part of the identifier that badges are signed under and never changes.
field-contact-email = Contact address
field-contact-email-hint = Shown to earners who have a question.
field-time-zone = Time zone
field-time-zone-hint = Dates on badges are days in this zone, such as Europe/London.
field-your-name = Your name

## Today

today-first = Getting started
today-done = done
today-decide = Needs a decision
today-nothing = Nothing waits for you.
today-figures = In numbers
today-lately = Lately

## Badges that can be earned

achievements-new = New badge
achievements-empty-title = No badges yet
achievements-empty = A badge has a name, says what it took to earn it, and has a picture. Design the first one.
achievements-awarded = { $count ->
    [0] not awarded yet
    [one] awarded once
   *[other] awarded { $count } times
}
achievements-archived = no longer awarded
achievement-form-what = What it says
achievement-form-series = Series
achievement-form-validity = How long it holds
achievement-form-looks = How it looks
achievement-form-preview = Preview
achievement-form-preview-alt = The badge as it is drawn from this form
achievement-form-preview-hint = The name and your organization are written on the picture. It has to read well when small, too.
achievement-form-preview-button = Draw it
achievement-form-awarded = { $count ->
    [one] It was awarded once. That badge keeps what it was signed with; its page shows the new words.
   *[other] It was awarded { $count } times. Those badges keep what they were signed with; their pages show the new words.
}
achievement-archive-title = Stop awarding it
achievement-archive-text = Nothing more is awarded, by hand or by rules. Badges that were earned stay as they are. It cannot be taken up again.
achievement-archive = Stop awarding this badge
field-badge-name = Name
field-badge-name-hint = Short enough to read on the picture.
field-summary = In one sentence
field-summary-hint = What somebody has shown who holds it.
field-criteria = The work required
field-criteria-hint = What has to be done to earn it. Lists and links as in Markdown.
field-progression = Series
field-progression-hint = Badges of one series share their frame. Earners can show only the most senior.
field-level = Level
field-rank = Place in the series
field-rank-hint = 1 is the lowest.
field-validity = It holds
field-validity-status = as long as its conditions are met
field-validity-status-hint = Such as an active membership. Renewing restores it everywhere at once.
field-validity-dated = for a fixed time
field-validity-dated-hint = The end is signed into the badge. After a renewal, earners download it again.
field-valid-months = Months, when the time is fixed; empty for no end
field-examined-by = Examining body
field-examined-by-hint = When somebody else assesses, name them.
field-shape = Shape
field-icon = Icon
field-colour = Colour
field-metal = Metal
field-image = Your own picture instead
field-image-hint = PNG, SVG, JPEG or WebP, up to 10 MB. A square of 600 pixels or more is best.
shape-medallion = Medallion
shape-shield = Shield
shape-hexagon = Hexagon
shape-seal = Seal with ribbon
shape-bar = Bar
metal-none = None
metal-bronze = Bronze
metal-silver = Silver
metal-gold = Gold

## Awarding

award-title = Award a badge
award-lead = For one person.
award-many = For many, import a file.
award-more = Why, evidence, reference
award-button = Award it
award-nothing-title = There is nothing to award yet
award-nothing = Design a badge first.
field-achievement = Badge
field-recipient-email = Their e-mail address
field-recipient-email-hint = The claim link goes there. It is never shown on the badge.
field-recipient-name = Their name
field-recipient-name-hint = As it should stand on the badge, in any script.
field-member-number = Member number
field-awarded-at = Awarded on
field-awarded-at-hint = Empty means today.
field-valid-until = Valid until
field-valid-until-hint = Empty means as the badge says.
field-narrative = What they did
field-narrative-hint = Shown with the evidence, if you show it.
field-evidence-url = Link to evidence
field-reference = Your reference
field-reference-hint = The same reference is never awarded twice.
field-notify = Mail it to them now
field-notify-hint = Otherwise it waits in their wallet without a mail.
credentials-empty-title = Nothing awarded yet
credentials-empty = Award one badge, or import a file of many.
credentials-nothing-found = No badge fits all of these. Leave one of them out.
credential-facts = On file
credential-public = Certificate of Authenticity
credential-not-public = Its Certificate of Authenticity is not public yet. The earner decides who may open it.
credential-acts = What you can do
credential-resend = Mail it again
credential-no-acts = Nothing more can be done with this badge.
credential-events = What happened
act-revoke-title = Revoke
act-revoke-effect = The badge is taken back for good. Its page and every verifier say so at once, and rules do not award it again. The earner gets a mail.
act-revoke-button = Revoke this badge
act-suspend-title = Suspend
act-suspend-effect = The badge is held back until you reinstate it. Its page and every verifier say so at once. Its address stays the same.
act-suspend-button = Suspend this badge
act-reinstate-title = Reinstate
act-reinstate-effect = Your suspension is lifted. The badge is valid again at once, unless something else holds it back.
act-reinstate-button = Reinstate this badge
act-correct-title = Correct the name
act-correct-effect = The badge is signed again with the corrected name, at the same address. Picture, page and files follow at once.
act-correct-button = Correct it
field-revoke-reason = Reason
field-revoke-reason-hint = Kept on file, and shown on the badge’s page where your settings say so.
field-suspend-reason = Reason
field-suspend-reason-hint = Kept on file. The page says only that you have put it on hold.
field-reinstate-reason = Reason
field-reinstate-reason-hint = Kept on file, for staff alone.
field-correct-name = Name as it should be
field-correct-name-hint = In any script, with its accents.

## Import

import-title = Import a file
import-lead = Nothing changes before you have seen what would.
import-button = Show me what would change
import-runs = Earlier files
import-batches = Files of awards
import-kept-no-longer = The file is kept no longer. Import it anew to award by it.
import-kept-until = The file is kept until { $date }. It need not be sent again.
import-given-up = The work ended before every row was dealt with. Go on, and it begins where it stopped: no row is taken twice.
import-resume = Go on
import-members = Members
import-members-hint = Who is a member, and until when. Badges that need a membership follow.
import-certifications = Certifications
import-certifications-hint = Who passed what. Your rules decide who gets a badge.
import-awards = Badges to award
import-awards-hint = One row a badge, whatever the rules say.
field-import-kind = What is in it
field-import-file = The file
field-import-file-hint = CSV with a header row. Commas, semicolons or tabs, in any common encoding.
import-read-as = Read as { $encoding }, with { $separator } between cells, { $rows }.
import-would = This would change
import-apply = Apply these changes
import-nothing-yet = Nothing has been changed yet.
import-no-change = All of this is on record already. There is nothing to apply.
import-becomes = Row by row
import-more-rows = { $count ->
    [one] One more row changes in the same way.
   *[other] { $count } more rows change in the same way.
}
import-errors = { $count ->
    [one] One row needs a look
   *[other] { $count } rows need a look
}
import-errors-lead = Rows without a fault are taken. Download these, put them right, and import that file.
import-fix-file = Download these rows
import-applying = Applying the changes
import-progress = { $done } of { $total }
import-leave = You can leave this page. The work goes on, even if the server is restarted.
import-see-credentials = See the badges
import-another = Import another file
run-reading = being read
run-previewed = waits for you
run-applying = being applied
run-applied = applied
run-stopped = stopped
run-partial = given up before its end
row-new = new
row-changed = changed
row-lapsed = lapses
row-restored = comes back
row-same = same
row-skipped = left out

## Members and rules

members-empty-title = No members yet
members-empty = Import your member file, or let your membership system send it.
members-nothing-found = Nobody fits all of these. Leave one of them out.
rules-lead = A rule says who gets which badge, and keeps it true while memberships end and return.
rules-new = New rule
rules-empty-title = No rules yet
rules-empty = Without rules, badges are awarded one by one or by file only.
rules-paused = Paused
rules-pause = Pause
rules-resume = Resume
rules-pause-hint = A paused rule awards, suspends and reinstates nothing. Badges stay as they are.
rules-save = Save and award
rules-save-hint = Everybody who meets it gets the badge now, and whoever comes to meet it, then.
rule-needs-membership = An active membership
rule-needs-membership-hint = When it ends, the badge is suspended. When it is renewed, the badge is valid again.
rule-needs-certification = A passed certification
rule-needs-certification-hint = As your certification file says.
field-rule-name = Name of the rule
field-rule-achievement = gets this badge
field-rule-needs = Whoever has
field-rule-certification = Certification
field-rule-level = Level
field-rule-level-hint = As it is written in your file.

## Settings

settings-profile = Organization
settings-keys = Signing keys
settings-api-keys = API keys
settings-staff = Staff
settings-shown = What others see
settings-contact = Whom earners ask
settings-programme = The programme
settings-mails = Mails
settings-did = Your badges are signed under this identifier, which never changes:
field-about = About
field-site = Web site
field-accent = Accent colour
field-accent-hint = Darkened or lightened where it would be hard to read.
field-visible-from = A badge’s page opens
visible-from-publish = when the earner makes it public
visible-from-publish-hint = The most private choice.
visible-from-accept = when the earner accepts it
visible-from-accept-hint = They can make it private again.
visible-from-issue = when it is issued
visible-from-issue-hint = Only where every holder has agreed to it.
field-name-shown = The holder’s name
name-shown-signed = is signed into the badge
name-shown-signed-hint = Everybody who checks the file can read it.
name-shown-page = stands on the page only
name-shown-page-hint = Files carry no name.
name-shown-none = is not shown
name-shown-none-hint = Only the person can show that it is theirs.
field-linkedin = LinkedIn page number
field-linkedin-hint = LinkedIn then shows your logo with badges that are added to profiles.
field-reminder-days-hint = Up to three days after the first mail on which somebody whose badge still waits is reminded, such as 30, 60, 120. Left empty, nobody is reminded.
field-reminder-days = Remind after (days)
field-mail-intro-hint = A paragraph above the badge, in award mails and reminders. Plain text, up to 1,000 characters, in any language: it is sent to everybody as it stands.
field-mail-intro = Introduction
field-mail-subject-hint = Write { "{badge}" } where the name of the badge is to stand, and { "{issuer}" } for the name of your organization. Left empty, the usual subject is used.
field-mail-subject = Subject of the award mail
keys-lead = Badges are signed with the newest key. Older public keys stay published for ever, so that old badges can still be checked.
keys-current = signs now
keys-rotate-title = Replace the key
keys-rotate-text = A new key signs from now on. Nothing changes for badges that exist. Once a year is good practice.
keys-rotate = Make a new key
api-keys-lead = Your systems use them to award and read badges.
api-keys-none = There are no keys yet.
api-keys-fresh = Copy the key now. It is shown this one time.
api-keys-secret = The new key
api-keys-made = made { $date }
api-keys-used = last used { $date }
api-keys-never-used = never used
api-keys-revoke = Revoke
api-keys-new = Make a key
api-keys-make = Make key
field-key-name = What it is for
field-key-name-hint = Such as the name of the system that uses it.
field-scopes = It may
staff-you = you
staff-invite = Invite somebody
staff-invite-button = Invite
field-staff-name = Name
field-role = May
tenants-new = New organization
tenants-empty-title = No organizations yet
tenants-empty = Create the first one, and invite the person who runs it.
tenants-vouched = yes
tenants-vouch = Vouch
tenants-disown = Withdraw
tenants-vouch-hint = Badges of organizations you vouch for verify as “Valid”. Others verify as “Valid, issuer not known here”.
tenants-admin = Who runs it
tenants-create = Create
field-admin-name = Their name
field-admin-email = Their e-mail address
field-admin-email-hint = You get a link to hand over, with which they set a password.
field-vouch = Vouch for this organization
field-vouch-hint = Only when you know it is who it says.

## Notes about what just happened

note-claimed = Saved to your badges. Nobody else sees it before you make it public: open it to decide.
note-claimed-sign-in = Saved to the wallet of that address. Sign in there to see and share it.
note-claim-declined = You declined the badge. Nobody sees it. Changed your mind? Open its link again, and have a fresh one mailed.
note-accepted = It is yours. Nobody else sees it before you make it public: open it to decide.
note-accepted-all = All of them are yours now. Open one to decide who may see it.
note-declined = You declined it. Nobody sees it, and you can take it back here.
note-now-public = It is public now. Everybody can open it.
note-now-link = Whoever has the link can open it now.
note-now-private = Only you see it now.
note-address-mailed = A link is on its way to that address. Open it, and the address counts.
note-address-proven = The address is confirmed.
note-address-primary = Mails and sign-in links go there first from now on.
note-address-removed = The address is removed. Its badges stay with you.
note-portfolio-saved = Your portfolio is saved.
note-password-set = Your password is set.
note-untrusted = Later badges of that issuer wait for your click again. Those you have stay.
note-signed-out = You are signed out.

## Console: what is done there

nav-messages = Mails
nav-known-issuers = Known issuers
nav-switch = Another organization
console-no-organization = You are signed in, but no organization has you among its staff any more. Ask its administrator.
right-missing = This takes the right “{ $right }”. Your role is { $role }. Ask an administrator of your organization.
right-operator = Only the operator of this installation may open this.
role-owner = Administrator
role-owner-hint = Everything, with settings, keys and staff.
role-editor = Editor
role-editor-hint = Designs, awards, imports, corrects and revokes.
role-viewer = Viewer
role-viewer-hint = Looks, and changes nothing.
scope-achievements-read = Read what can be earned
scope-achievements-write = Create and change what can be earned
scope-credentials-read = Read awarded badges
scope-credentials-write = Award, correct and revoke badges
scope-members-read = Read members and imports
scope-members-write = Import members and keep rules
scope-issuer-read = Read the organization’s settings
scope-issuer-write = Change settings, keys and staff
scope-verify = Verify many badges at once
sign-in-console-refused = Address and password do not fit together. Check both.
sign-in-console-locked-why = There were ten failed attempts in a row. An administrator of your organization can hand you a new set-up link under Settings, Staff.
set-up-expired-title = This link has expired
set-up-expired-lead = Set-up links work for seven days. Ask whoever sent it for a new one.
set-up-unknown-title = This link is not whole
set-up-unknown-lead = A part of the address may be missing. Copy all of it, or ask whoever sent it for a new one.
set-up-wrong-password = This is not the password of that account.
field-existing-password = Your password
field-existing-password-hint = You have an account here already. Your password shows that it is you.
today-away = Members, files or mails cannot be asked about right now. What is shown here is true, but not all.
more-than = more than { $number }
task-held = { $file } waits for your confirmation
task-previewed = { $file } has been read and not applied
task-refused = { $count ->
    [one] One row of { $file } was left out
   *[other] { $count } rows of { $file } were left out
}
task-refused-words = Rows without a fault were taken. Download the others, put them right, and import that file.
task-failed = { $file } could not be read
task-mails = { $count ->
    [one] One mail did not arrive
   *[other] { $count } mails did not arrive
}
task-mails-words = Correct the address on the badge, then mail it again.
task-decide = Decide
task-look = Look
figure-awarded = Badges awarded
figure-waiting = Wait for their earner
figure-suspended = Suspended
figure-members = Members
event-imported = { $file } was imported: { $outcome }
first-profile = Say who you are: name, site, contact
first-design = Design the first badge
first-award = Award it, or import a file
field-achievement-type = Kind
field-tags = Tags
field-tags-hint = Separated by commas.
field-metal-hint = Within a series its place decides, whatever is chosen here.
type-badge = Badge
type-certification = Certification
type-membership = Membership
type-certificate = Certificate
type-course = Course
type-micro = Micro-credential
type-license = Licence
type-award = Award
validity-status = As long as its conditions are met
validity-endless = Without an end
validity-months = { $count ->
    [one] One month
   *[other] { $count } months
}
achievement-untitled = Name of the badge
icon-award = Award
icon-badge-check = Seal with check mark
icon-book-open = Book
icon-briefcase = Briefcase
icon-calculator = Calculator
icon-chart-line = Chart
icon-clipboard-check = Checklist
icon-code-xml = Code
icon-compass = Compass
icon-feather = Feather
icon-flask-conical = Flask
icon-gavel = Gavel
icon-globe = Globe
icon-graduation-cap = Mortarboard
icon-handshake = Handshake
icon-heart-pulse = Pulse
icon-landmark = Temple
icon-languages = Languages
icon-layers = Layers
icon-leaf = Leaf
icon-lightbulb = Light bulb
icon-medal = Medal
icon-megaphone = Megaphone
icon-microscope = Microscope
icon-palette = Palette
icon-pen-tool = Pen
icon-scale = Scales
icon-shield-check = Shield
icon-sprout = Sprout
icon-star = Star
icon-stethoscope = Stethoscope
icon-users = People
icon-wrench = Wrench
form-no-number = “{ $value }” is no whole number of months.
form-series-stays = A badge stays in its series. Write another series, or keep this one.
form-examiner-stays = An examining body can be replaced, not taken away.
form-choose-badge = Choose the badge.
form-choose-file = Choose a file.
form-choose-kind = Say what is in the file.
form-choose-scope = Choose at least one right.
form-confirm-missing = Tick this to apply it all the same.
form-reason-missing = Say why, so that it can be understood later.
form-rule-needs = Choose at least one condition.
form-rule-certification = Name the certification, or take the tick off above.
form-admin-name = Write the name of who runs it.
form-admin-email = This is not an e-mail address. It needs an @.
award-sent-before = This form was sent before, and that badge was awarded. To award another one, look at it once more and send it again.
credential-nameless = Without a name
fact-visibility = Visibility
fact-revision = Revision
shown-not-yet = Not shown yet
event-awarded = Awarded
event-revised = Signed again, revision { $revision }
event-revoked = Revoked
event-corrected = Corrected
event-renewed = Renewed
event-restored = Revocation undone
event-resent = Mailed again on request
actor-staff = by staff
actor-api-key = by an API key
actor-operator = by the operator
actor-rule = by a rule
hold-set-membership = Suspended: the membership is not active
hold-set-credits = Suspended: credits are missing
hold-set-staff = Suspended by staff
hold-set-dispute = Suspended: a dispute is open
hold-lifted-membership = Reinstated: the membership is active again
hold-lifted-credits = Reinstated: the credits are there again
hold-lifted-staff = Reinstated: the hold by staff is lifted
hold-lifted-dispute = Reinstated: the dispute is settled
act-address-title = Correct the address
act-address-effect = The badge belongs to the new address from now on. It is signed again and mailed there, and stays at its own web address.
act-address-button = Correct it
field-correct-address = Address as it should be
field-correct-address-hint = Only for a mistake. A member’s new address comes with the member file.
act-renew-title = Renew
act-renew-effect = A new period begins. The badge is signed again at the same address. Files that were downloaded keep the old end.
act-renew-button = Renew this badge
field-renew-until = Valid until
field-renew-until-hint = Empty means as the badge says, from today.
act-restore-title = Undo the revocation
act-restore-effect = The badge is valid again at once, at the same address, unless something else holds it back. Rules may award it again.
act-restore-button = Undo the revocation
mail-award = Badge mail
mail-award-accepted = Badge mail, accepted already
mail-reminder = Reminder
mail-resend = Badge mail, sent again
mail-sign-in = Sign-in link
mail-verify-address = Confirmation of an address
mail-fresh-claim = Fresh claim link
mail-locked = Locked password
mail-revoked = Revocation
mail-scheduled = is scheduled
mail-sending = is being sent
mail-sent = sent
mail-failed = did not arrive
mail-cancelled = not needed any more
messages-lead = Mails about your badges: sent, to come, and those that were not needed.
messages-empty-title = No mails yet
messages-empty = Award a badge, and the mail to its earner stands here.
messages-badge = Badge
run-held = waits for your confirmation
import-more = More choices
import-reading = Reading the file
import-held = So much at once is often a filtered or broken export. Look at the rows below. If it is right, confirm it.
import-award = Award these badges
import-leave-it = Leave it
import-nameless = A file without a name
import-nothing-changed = Nothing changed.
import-rows = { $count ->
    [one] one row
   *[other] { $count } rows
}
field-import-complete = The member file is complete
field-import-complete-hint = Members it does not name lapse, and their badges are suspended.
field-import-notify = Mail the earners
field-import-achievement = Badge, where a row of awards names none
field-import-achievement-hint = Only for files of badges to award.
field-import-achievement-none = Every row names its own
field-import-confirm = This is right, apply it
count-added = new
count-changed = changed
count-removed = ended
count-unchanged = stay the same
count-lapsing = lose their standing
count-refused = left out
count-awarded = badges awarded
count-to-award = badges to award
count-repeated = awarded before
count-suspended = badges suspended
count-reinstated = badges reinstated
column-fields = What changes
membership-lapsed = Lapsed
membership-pending = Pending
membership-resigned = Resigned
membership-deceased = Deceased
member-facts = On record
member-badges = Badges of this member
member-certifications = Certifications
member-no-certifications = None on record.
member-rules = What the rules say
member-meets = meets it
member-meets-not = does not meet it
member-other-emails = Other addresses
member-type = Kind of membership
member-joined = Member since
member-employer = Employer
member-job = Job title
member-country = Country
rule-who-members = Active members
rule-who-both = Active members who passed { $what }
rule-who-passed = Whoever passed { $what }
field-rule-any-level-hint = Empty means any level.
field-support-contact = Member services
field-support-contact-hint = Team, telephone, address. Shown where somebody is stuck.
field-renew-url = Where a membership is renewed
field-renew-url-hint = Offered to earners whose membership ended.
field-about-badges = Page about these badges
field-about-badges-hint = Empty means your page here.
field-recipient = The holder’s address
recipient-hashed = is signed as a salted hash
recipient-hashed-hint = Whoever knows the address can check that it belongs to the badge.
recipient-opaque = is not signed
recipient-opaque-hint = Files say nothing about the address.
field-show-revocation-reason = Show the reason of a revocation to everybody
field-locale = Language
field-rotate-reason = Reason
api-keys-revoke-title = Revoke this key
api-keys-revoke-text = Whatever uses it is refused from now on. It cannot be taken back.
staff-invited = has not signed in yet
staff-invite-lead = You get a link to hand over, with which the person sets a password. To hand out a new link, invite the same address again.
staff-fresh = Hand this link over. It is shown this one time, works once, and lasts seven days.
staff-fresh-link = The set-up link
staff-works-elsewhere = This account opens more than your organization, so only the person or the operator can end its sessions. You can remove the person from your staff instead.
staff-only-owner = The only administrator: cannot be removed.
staff-remove-text = The person can do nothing here any more, from now on. What they did stays done: badges, keys and settings remain as they are.
staff-remove-title = Remove from staff
staff-remove = Remove from staff
staff-sessions-text = The person is signed out of every device at once, and signs in again with the same password. Do this when a device is lost.
staff-sessions-title = End all sessions
staff-sessions = Sign out everywhere
staff-role-text = It holds from the next click on. Nothing this person has done changes.
staff-role-title = Change what somebody may do
staff-role = Change role
known-issuers-lead = Badges of these issuers verify as “Valid”, wherever they were issued.
known-issuers-empty = Nobody is vouched for yet.
known-issuers-since = since { $date }
known-issuers-add = Vouch for another issuer
field-known-issuer = Its DID or web address
field-known-issuer-hint = As it stands on its badges, such as did:web:badges.example.org.
note-set-up = You are signed in.
note-achievement-saved = The badge is saved.
note-archived = This badge is awarded no more. Those that were earned stay.
note-awarded = The badge is awarded.
note-awarding = The badges are being awarded.
note-resumed = The work goes on.
note-resent = The mail is on its way again.
note-revoked = The badge is revoked. Its page and every verifier say so now.
note-suspended = The badge is suspended. Its page and every verifier say so now.
note-reinstated = Your suspension is lifted.
note-restored = The revocation is undone.
note-corrected = The badge is corrected.
note-renewed = The badge is renewed.
note-changed-meanwhile = Somebody has changed this badge meanwhile. This is how it stands now.
note-held = Nothing was changed: this would change so much at once that it waits for your confirmation.
note-rule-made = The rule is in force.
note-rule-paused = The rule is paused. Badges stay as they are.
note-rule-resumed = The rule is in force again.
note-settings-saved = Your settings are saved.
note-rotated = A new key signs from now on.
note-key-revoked = The key is revoked.
note-staff-changed = It is saved.
note-staff-removed = The person is removed from your staff.
note-staff-signed-out = All sessions of this person are ended.
note-staff-last-owner = This is the only administrator, and cannot be removed or given another role. Make somebody else an administrator first.
note-vouched = You vouch for this issuer now.
note-disowned = You no longer vouch for this issuer.
note-tenant-made = { $name } is created.
note-tenant-half = { $name } is created, but not all of the rest could be done: { $problem }

## Start page

start-title = Accolade · Digital badges that can be checked
start-heading = Digital badges that anyone can check
start-lead = Organizations say who has earned what. Earners show it. Anybody can check it.
start-lead-demo = Five programmes with their badges are set up on this machine. Walk in by any door.
start-issue = I issue
start-issue-plain = For staff: design badges, award them, keep them true.
start-issue-1 = Sign in with the address and password below.
start-issue-2 = Award one badge, or import a file and see what it would change.
start-issue-3 = Revoke a badge, and watch its page say so.
start-issue-go = Open the console
start-earned = I earned
start-earned-plain = For earners: accept badges, decide who sees them, show them.
start-earned-1 = Open the mail that { $name } got.
start-earned-2 = Follow its link and save the badge.
start-earned-3 = Make it public and share it.
start-earned-go = Open my badges
start-earned-go-demo = Open the mail
start-check = I check
start-check-plain = For everybody else: is this badge genuine, and does it still hold?
start-check-1 = Open a public badge, and download its picture.
start-check-2 = Drop the picture on the verify page.
start-check-3 = Change one byte, and drop it again.
start-check-go = Verify a badge
start-programmes = The programmes
start-mailbox = No mail leaves this machine. What would have been sent is kept here:
start-mailbox-go = Open the mailbox

## Mailbox

mailbox-title = Mailbox
mailbox-lead = What would have been sent, newest first.
mailbox-search = Address or subject
mailbox-from-to = { $from } to { $to }
mailbox-empty-title = No mail yet
mailbox-empty = Award a badge, and the mail to its earner appears here.
mail-from = From
mail-to = To
mail-at = Sent
mail-links = Links in it
mail-html = As a mail program shows it
mail-html-title = Message: { $subject }
mail-text = As plain text

## Help

help-title = Help
help-contents = On this page
help-find = I cannot find my badge
help-find-spam = Look in the spam folder. Add the sender to your safe list, so that the next one arrives. The sending address stands on the page of your association, which has authorised these mails.
help-find-address = Was it sent to another address? Sign in with that one, or add it under My Profile.
help-find-again = Links work for 30 days. An older one offers a button that mails a fresh link.
help-sign-in = I cannot sign in
help-sign-in-link = Have a sign-in link mailed to you. It works without a password.
help-sign-in-locked = After ten failed attempts the password is locked, to keep others out. A mailed link still works; the staff of your association unlock the password.
help-sign-in-browser = Try another browser or a private window, or clear the cache of this one.
help-sign-in-network = Networks of companies sometimes block. Try another network or another device.
help-verify = A badge does not verify
help-verify-browser = Try another browser, or clear the cache of this one.
help-verify-original = Social networks and messengers remove the badge from pictures. Check the link instead, or the file as it was downloaded.
help-verify-unverifiable = “Could not be verified” says neither yes nor no. Check again in a few minutes.
help-state = My badge says expired or suspended
help-state-text = Membership and certification are two things, and each has its own end.
help-state-renew = Membership ended: renew it with your association. The badge is valid again at the same address, usually within a day.
help-state-recertify = Certification ended: certify again. Credits may count; your association says which.
help-state-wrong = You have renewed and it still says so? Ask your association to check. Only it can change dates and names.
help-share = Show it on LinkedIn and elsewhere
help-share-1 = Open the badge under My badges and make it public.
help-share-2 = Choose “Add to LinkedIn profile”. Name, organization and dates are filled in; set the end date there as it stands on the badge.
help-share-3 = Everywhere else, give the address of the badge. It works without an account anywhere.
help-signature = Put it in my e-mail signature
help-example-badge = Name of the badge
help-example-issuer = Issuer
help-employer = My employer wants proof
help-employer-text = Give the address of the badge: it opens for everybody and shows the state of today. If more is asked for, your association can write a letter of support.
help-ask = Ask somebody
help-ask-text = Staff of your association can see your badges and help with all of this. Tell them the address the badge was sent to.

## For developers

docs-title = API reference
docs-lead = Everything the console does, your systems can do. JSON over HTTPS, with keys that you make in the console.
docs-base = Base address
docs-version = Version
docs-openapi = OpenAPI 3.1
docs-key = Key
docs-scope = Needs the right
docs-parameters = Parameters
docs-example = For example
docs-answers = Answers

## Errors

error-400-title = That cannot be done
error-400-words = Go back, and try it another way.
error-403-title = This is not yours to see
error-403-words = You are signed in, but not as somebody who may open this. Sign in as somebody else, or ask the administrator of your organization.
error-405-title = This address works differently
error-405-words = It is for forms, or only to be read. Start from the page that led here.
error-cross-site-title = This form came from another site
error-cross-site-words = Nothing was changed. Forms count only when they are sent from a page here: open it, and send it again.
error-404-title = There is nothing here
error-404-words = The address may be mistyped, or what stood here is gone.
error-409-title = Somebody was faster
error-409-words = Nothing was changed. Look at how things stand now, and decide again.
error-413-title = That is too much at once
error-413-words = Nothing was changed.
error-429-title = A little slower, please
error-429-words = Too many requests came from here. Wait a minute and try again.
error-500-title = Something went wrong here
error-500-words = It is our fault, not yours. Try again; if it happens again, tell us this number:
error-503-title = A part of this is away for a moment
error-503-words = Nothing is lost. Try again in a minute.
error-request = Number
error-start = To the start page
import-none-good = No row can be taken. Put them right, and import the file anew.
import-starting = It begins in a moment.
import-done = The file is imported. What came of it:
separator-comma = commas
separator-semicolon = semicolons
separator-tab = tabs
separator-other = another sign
staff-empty-title = Nobody yet
staff-empty = Invite the people who award and look after badges here.
mail-why-accepted = The badge was accepted.
mail-why-declined = The badge was declined.
mail-why-revoked = The badge was revoked.
form-overtaken = Somebody else changed this while you did. Your words stand in the form, and what is on file now stands beside them. Save again to put yours in its place.
form-reminder-days = Write whole days with commas between them, such as 30, 60, 120.
form-kept-now = On file now: { $kept }
form-kept-empty = nothing
form-ticked = ticked
form-not-ticked = not ticked
nav-language = Language

## What a check found

check-its-issuer = its issuer
check-valid = This badge is authentic and valid. It was issued by { $issuer }, which this installation knows.
check-valid-unknown = This badge was issued by { $issuer }, is unchanged and in force. Nobody here vouches for that issuer: whether to trust it is yours to judge.
check-unverifiable = This badge could not be checked to the end.
check-revoked = { $issuer } has revoked this badge.
check-suspended = This badge is suspended by { $issuer } and does not hold at present.
check-expired = This badge has expired.
check-invalid = This badge is not valid.
check-read-ok = An Open Badge was found.
check-read-unreachable = The badge could not be fetched from its address.
check-read-damaged = The picture is damaged, so that the badge in it cannot be read.
check-read-gone = There is no badge at this address any more.
check-read-old = This is an Open Badge of version 1, which is not verified here.
check-read-none = There is no badge in this.
check-schema-ok = The document keeps to the form of Open Badges.
check-schema-failed = The document departs from the form of Open Badges.
check-proof-ok = The signature fits the content: nothing was changed since.
check-proof-failed = The signature does not fit the content: it was changed after signing, or another key signed it.
check-proof-none = The badge is not signed.
check-proof-unsupported = The badge is signed in a way that cannot be checked here.
check-proof-no-key = The signature could not be checked, because the key is not at hand.
check-proof-superseded = The signature fits. It is of a kind that is no longer made.
check-proof-ledger = The signature fits, but the issuer’s records know nothing of this badge.
check-proof-expired = The signature was meant for a time that is over.
check-issuer-ok = The key belongs to the issuer.
check-issuer-failed = That the key belongs to the issuer could not be shown.
check-issuer-unreachable = The issuer’s document could not be fetched.
check-issuer-key-revoked = The issuer has revoked the key that signed the badge.
check-issuer-key-expired = The key that signed the badge was no longer in use.
check-issuer-key-foreign = The key that signed the badge is not the issuer’s.
check-period-ok = The badge is within its dates.
check-period-no-end = The badge has no end date.
check-period-expired = The badge’s end date has passed.
check-period-not-yet = The badge is not in force yet.
check-period-failed = The badge’s dates cannot be read.
check-status-clear = The issuer has neither revoked nor suspended the badge.
check-status-revoked = The issuer has revoked the badge.
check-status-suspended = The issuer has suspended the badge; it may hold again later.
check-status-none = The badge names no place where a revocation would be told.
check-status-unknown = Whether the badge was revoked could not be found out.
check-refresh-none = The badge offers no newer version.
check-refresh-ok = The issuer was asked for a newer version.
check-refresh-newer = The issuer has a newer version of this badge.
check-refresh-failed = The issuer could not be asked for a newer version.
check-recipient-not-asked = Nobody was named to compare the recipient with.
check-recipient-ok = The badge was awarded to this address.
check-recipient-other = The badge was awarded to another address.
check-recipient-unknown = Whether the badge was awarded to this address could not be found out.
check-endorsements-none = Nobody endorsed the badge.
check-endorsements-ok = Every endorsement holds.
check-endorsements-failed = Not every endorsement holds.

# Verifying many, lists of issuers
fact-vouched-by = Vouched for by
vouched-by-operator = this installation
fact-qr-code = Read from a QR code
verify-again-file = To check a file again, choose it below once more: it was not kept.
verify-report = The report for machines, with the digest of everything used
verify-report-save = Save the report (JSON)
nav-checks = Verify many
checks-title = Verify many badges
checks-lead = Send a file with badges of any issuer. Each is checked like a single one, and the results can be saved as a table.
field-checks-file = File with badges
field-checks-file-hint = A ZIP of badge files, a CSV with a column “url” or “credential”, or a text file with a link in each line. Up to 10,000 badges and 256 MB.
checks-button = Verify them
checks-earlier = Earlier checks
check-running = The badges are being checked
check-results = What was found
check-save = Save the results (CSV)
check-delete = Delete this check
check-kept = File and results are deleted by themselves on { $date }.
check-waits = Not checked yet
column-verdict = Verdict
column-found = Found
note-check-deleted = The check and everything in it were deleted.
issuer-lists-title = Imported lists of issuers
issuer-lists-lead = Lists that others keep and you believe. Badges of the issuers on them are valid here, and the report names the list.
issuer-lists-empty = No list was imported yet.
issuer-list-says = Issuers: { $count }. Confirmed on { $date }.
issuer-list-failing = The list cannot be fetched, so it stays as it was. { $problem }
issuer-lists-add = Import a list
issuer-lists-button = Import it
issuer-list-refresh = Fetch it now
issuer-list-remove = Remove this list
issuer-list-remove-hint = Its issuers are then no longer vouched for, unless you or another list do. It can be imported again.
issuer-list-entries = Issuers on it
field-list-name = Name of the list
field-list-name-hint = Reports call it so.
field-list-url = Address of the list
field-list-url-hint = It is fetched again by itself. Issuers that vanish from it are no longer vouched for.
field-list-file = Or the list as a file
field-list-file-hint = JSON or CSV, up to 2 MB.
form-list-one = Give either an address or a file.
form-list-too-large = The file is too large: a list may have up to 2 MB.
note-list-added = The list was imported. Its issuers are vouched for now.
note-list-refreshed = The list was fetched and is up to date.
note-list-removed = The list was removed.
