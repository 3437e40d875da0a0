### Wörter auf den Seiten, deutsch. Dieselben Schlüssel wie in en.ftl.

## Überall

skip-to-content = Zum Inhalt
demo-bar-label = Vorführung
demo-bar = Dies ist eine Vorführung. Nichts verlässt diesen Rechner.
demo-bar-start = Startseite
demo-bar-mailbox = Postfach
nav-public = Hauptbereich
nav-footer = Über diese Seite
nav-verify = Prüfen
nav-verify-long = Einen Badge prüfen
nav-help = Hilfe
nav-docs = Für Entwickler
nav-wallet = Meine Badges
nav-console = Verwaltung
nav-sign-in = Anmelden
footer-platform = Veröffentlicht mit Accolade, der offenen Badge-Plattform.
sign-out = Abmelden
copy = Kopieren
copied = Kopiert
save = Speichern
remove = Entfernen
or = oder
accept = Annehmen
decline = Ablehnen
manage = Verwalten
pager-label = Seiten
pager-previous = Zurück
pager-next = Weiter
pager-total = { $count ->
    [one] einer insgesamt
   *[other] { $count } insgesamt
}
contact-line = Fragen? Wenden Sie sich an
mail-not-there = Nach ein paar Minuten noch nicht da? Sehen Sie im Spam-Ordner nach und nehmen Sie den Absender in Ihre Liste sicherer Absender auf.
date-long = { $day }. { $month } { $year }
date-moment = { $date }, { $time } { $zone }
month-1 = Januar
month-2 = Februar
month-3 = März
month-4 = April
month-5 = Mai
month-6 = Juni
month-7 = Juli
month-8 = August
month-9 = September
month-10 = Oktober
month-11 = November
month-12 = Dezember
form-errors = { $count ->
    [one] Eine Angabe stimmt noch nicht
   *[other] { $count } Angaben stimmen noch nicht
}
field-optional = (freiwillig)
field-email = E-Mail-Adresse
field-password = Passwort
field-current-password = Bisheriges Passwort
field-new-password = Neues Passwort
field-new-password-hint = Zwölf Zeichen oder mehr. Ein kurzer Satz merkt sich leicht.

## Zustände

state-valid = Gültig
state-expiring = Endet bald
state-expired = Abgelaufen
state-suspended = Ausgesetzt
state-revoked = Widerrufen
state-unknown = Nicht prüfbar
standing-valid = Dieser Badge ist gültig.
standing-expiring = Dieser Badge ist gültig und endet bald.
standing-expiring-on = Dieser Badge ist bis zum { $date } gültig.
standing-expired = Dieser Badge ist abgelaufen.
standing-expired-on = Dieser Badge ist am { $date } abgelaufen.
standing-suspended = Dieser Badge ist ausgesetzt.
standing-suspended-on = Dieser Badge ist seit dem { $date } ausgesetzt.
standing-revoked = Dieser Badge wurde widerrufen und zählt nicht mehr.
standing-revoked-on = Dieser Badge wurde am { $date } widerrufen und zählt nicht mehr.
standing-unknown = Ob dieser Badge noch gilt, ließ sich nicht prüfen.
standing-reason = Angegebener Grund: { $reason }
hold-membership = Die Mitgliedschaft, von der er abhängt, besteht nicht.
hold-credits = Verlangte Fortbildungspunkte fehlen.
hold-staff = Der Aussteller hat ihn zurückgestellt.
hold-dispute = Der Aussteller geht einer Frage dazu nach.
remedy-membership = Wird die Mitgliedschaft erneuert, gilt er wieder, unter derselben Adresse.
remedy-credits = Sind die Punkte vollständig, gilt er wieder, unter derselben Adresse.
remedy-expired = Er bleibt hier, damit jeder sehen kann, was wann gehalten wurde.
outcome-passed = stimmt
outcome-failed = stimmt nicht
outcome-unsure = ließ sich nicht feststellen
outcome-skipped = nicht geprüft
step-read = Lesen
step-schema = Form
step-proof = Signatur
step-issuer = Aussteller
step-validity = Daten
step-status = Status
step-refresh = Neuere Fassung
step-recipient = Empfänger
step-endorsements = Befürwortungen
trust-mark = Sie vertrauen diesem Aussteller

## Echtheitszertifikat

certificate-of-authenticity = Echtheitszertifikat
certificate-title = { $badge } · Echtheitszertifikat
certificate-title-of = { $badge } · { $name }
certificate-description = { $badge }, ausgestellt von { $issuer } am { $date }.
certificate-checked = Geprüft am
certificate-awarded-to = Verliehen an
certificate-issued = Ausgestellt am { $date } von
certificate-valid-until = Gültig bis { $date }
certificate-examined = Geprüft durch { $body }, nach Angabe des Ausstellers
certificate-examined-endorsed = Geprüft durch { $body }, von dort bestätigt
certificate-manage = Diesen Badge verwalten
certificate-took = Was es dafür brauchte
certificate-work-required = Die verlangte Leistung
certificate-about-badges = Über die Badges von { $issuer }
certificate-about-issuer = { $issuer } im Web
certificate-history = Verlauf
certificate-how-checked = Wie geprüft wurde
certificate-rosette = Das feine Linienmuster hinter dem Badge ist aus seiner Nummer und dem Schlüssel des Ausstellers gezeichnet. Derselbe Badge hat immer dasselbe Muster. Es ist für das Auge; der Beweis ist die Signatur.
certificate-verify-again = Erneut prüfen
certificate-files = Zum Mitnehmen
certificate-files-why = Jede Datei trägt den signierten Badge in sich. Jeder kann sie hier oder mit einem anderen Open-Badges-Prüfer prüfen.
file-pdf = Urkunde (PDF)
file-png = Badge-Bild (PNG)
file-svg = Badge-Bild (SVG)
file-json = Signiertes Dokument (JSON)
file-jwt = Signiertes Token (JWT)
file-pdf-hint = Zum Drucken.
file-png-hint = Für Lebenslauf, Webseite oder Signatur. Der Badge steckt im Bild.
file-svg-hint = Scharf in jeder Größe. Der Badge steckt im Bild.
file-json-hint = Für andere Wallets.
file-jwt-hint = Für Systeme, die ein Token verlangen.
file-no-pdf = { $issuer } bietet keine Urkunde zum Drucken an. Die Mitgliederbetreuung weiß mehr.

## Was nicht da ist

missing-badge-title = Dieser Badge ist nicht verfügbar
missing-badge-meaning = Unter dieser Adresse gibt es keinen öffentlichen Badge. Er kann privat oder noch nicht veröffentlicht sein, oder der Link ist nicht vollständig.
missing-badge-advice = Hat Ihnen jemand den Link geschickt, bitten Sie noch einmal darum. Ist es Ihr eigener Badge, melden Sie sich an, um ihn zu sehen.
missing-erased-title = Dieser Badge wurde gelöscht
missing-erased-meaning = Das geschah auf Wunsch der Person. Über sie ist hier nichts mehr gespeichert.
missing-erased-advice = Der Aussteller kann mehr sagen, wenn er darf.
missing-portfolio-title = Hier gibt es kein Portfolio
missing-portfolio-meaning = Unter dieser Adresse zeigt niemand ein Portfolio, oder es ist privat.
missing-portfolio-advice = Hat Ihnen jemand den Link geschickt, bitten Sie noch einmal darum.

## Organisationen und ihr Angebot

issuer-title = { $issuer } · Badges
issuer-eyebrow = Aussteller digitaler Badges
issuer-offers = Was man erwerben kann
issuer-offers-none = Noch gibt es nichts zu erwerben. Neue Badges erscheinen hier.
issuer-register = Sich im Register finden
issuer-genuine = Sind sie es wirklich?
issuer-genuine-text = Jeder Badge von { $issuer } ist mit einem Schlüssel signiert, der unter dieser Kennung veröffentlicht ist. Ersetzte Schlüssel bleiben veröffentlicht, damit sich alte Badges weiter prüfen lassen.
issuer-did = Kennung
issuer-keys = Öffentliche Schlüssel
issuer-sender = Badge-Mails kommen von
about-badges-title = Über diese Badges
about-badges-what = Was ist ein digitaler Badge?
about-badges-what-text = Ein Bild mit einem signierten Dokument darin. Es sagt, was geleistet wurde, von wem und wann, und jeder kann prüfen, dass { $issuer } das gesagt hat.
about-badges-who = Wer kann einen bekommen?
about-badges-who-text = Wer die Anforderungen eines Badges erfüllt und, wo es dabeisteht, Mitglied von { $issuer } ist.
about-badges-expire = Laufen sie ab?
about-badges-expire-text = Jeder Badge sagt, wie lange er gilt. Einer, dessen Zeit vorbei ist, bleibt unter seiner Adresse und sagt es; wird erneuert, gilt er dort wieder.
about-badges-how = Wie bekomme ich meinen?
about-badges-how-text = Er kommt per Mail mit einem Link. Link öffnen, annehmen, entscheiden, wer ihn sieht. Ein Konto kostet nichts.
achievement-title = { $badge } · { $issuer }
achievement-eyebrow = Die verlangte Leistung
achievement-archived = Dieser Badge wird nicht mehr verliehen. Erworbene bleiben gültig.
achievement-offered-by = Angeboten von
achievement-level = Stufe
achievement-validity = Gültigkeit
achievement-examined = Geprüft durch
achievement-work = Was zu tun ist
achievement-can = Was Inhaber können
achievement-ladder = Stufen
achievement-aligned = Bezogen auf
achievement-valid-months = { $months ->
    [one] Gilt einen Monat ab der Verleihung.
   *[other] Gilt { $months } Monate ab der Verleihung.
}
achievement-valid-always = Gilt ohne Ende.
achievement-valid-status = Gilt, solange gilt, worauf er beruht. Seine Seite sagt immer, ob er heute gilt.
achievement-valid-version = So, wie er war, als danach verliehen wurde. Jeder Badge sagt, wie lange er gilt.
portfolio-title = Badges von { $name }
portfolio-eyebrow = Portfolio
portfolio-manage = Ändern, was gezeigt wird
portfolio-empty = Hier gibt es noch keine öffentlichen Badges.
portfolio-senior-note = Von jeder Reihe ist nur der höchste Badge zu sehen.
portfolio-note = Jeder Badge öffnet das Zertifikat seines Ausstellers, mit dem Stand von heute.

## Prüfen

verify-title = Einen Badge prüfen
verify-heading = Ist dieser Badge echt?
verify-lead = Legen Sie einen Badge hier ab, fügen Sie seinen Link ein oder wählen Sie eine Datei. Jeder Open Badge jedes Ausstellers lässt sich prüfen.
verify-paste = Link, oder der Badge selbst als Text
verify-file = Datei wählen oder hier ablegen
verify-hint = Bilder (PNG, SVG), JSON, Token (JWT), Urkunden (PDF), QR-Codes in Bildern. Bis 12 MB.
verify-recipient-summary = Wurde er einer bestimmten Person verliehen?
verify-recipient = E-Mail-Adresse dieser Person
verify-recipient-hint = Sie wird mit dem Badge verglichen und dann vergessen.
verify-button = Prüfen
verify-privacy = Nichts von dem, was Sie prüfen, wird behalten. Abgerufen werden nur Aussteller, Schlüssel und Status des Badges.
verify-verdict = Das Urteil
verify-authentic = Echt?
verify-state = Noch gültig?
verify-steps = Schritt für Schritt
verify-open-page = Sein Echtheitszertifikat öffnen
verify-at = Geprüft am
verify-fetched = { $count ->
    [0] Nichts musste abgerufen werden.
    [one] Ein Dokument wurde dafür abgerufen.
   *[other] { $count } Dokumente wurden dafür abgerufen.
}
verify-again = Erneut prüfen
verify-fetched-list = Was abgerufen wurde
verify-raw = Der Badge, wie er gelesen wurde
verify-another = Einen anderen Badge prüfen
verdict-valid = Gültig
verdict-valid-meaning = Alles stimmt, und der Aussteller ist hier bekannt.
verdict-valid-issuer-unknown = Gültig, Aussteller hier nicht bekannt
verdict-valid-issuer-unknown-meaning = Am Badge stimmt alles. Ob sein Aussteller der ist, für den Sie ihn halten, kann hier niemand sagen.
verdict-unverifiable = Nicht prüfbar
verdict-unverifiable-meaning = Etwas war nicht erreichbar oder nicht lesbar. Das heißt weder ja noch nein.
verdict-invalid = Nicht gültig
verdict-invalid-meaning = Mindestens ein Schritt stimmt nicht. Verlassen Sie sich nicht auf diesen Badge.
authentic-yes = Ja. Sein Aussteller hat ihn signiert, und er ist unverändert.
authentic-no = Nein. Das ist nicht, was sein Aussteller signiert hat.
authentic-unknown = Das ließ sich nicht feststellen.
verify-nothing = Es gab nichts zu prüfen. Wählen Sie eine Datei, oder fügen Sie einen Link oder den Badge selbst ein.
verify-too-large = Die Datei hat mehr als 12 MB. Badges sind kleiner; ist es die richtige?
check-unavailable = Die Signatur konnte gerade nicht geprüft werden. Prüfen Sie gleich noch einmal.
badge-picture = Badge: { $badge }, { $issuer }
fact-awarded-to = Verliehen an
fact-issued-by = Ausgestellt von
fact-issued-on = Ausgestellt am
fact-valid-until = Gültig bis
fact-format = Format
fact-narrative = Was getan wurde
fact-evidence = Nachweis

## Annehmen

claim-title = Ein Badge von { $issuer }
claim-from = Von { $issuer }
claim-heading = { $count ->
    [one] Sie haben einen Badge erworben
   *[other] Sie haben { $count } Badges erworben
}
claim-heading-name = { $count ->
    [one] { $name }, Sie haben einen Badge erworben
   *[other] { $name }, Sie haben { $count } Badges erworben
}
claim-issued = Verliehen am { $date }
claim-button = Zu meinen Badges
claim-decline = Nein, danke
claim-next-known = Er kommt in die Wallet von { $address }. Niemand sieht ihn, bevor Sie ihn öffentlich machen.
claim-next-new = Damit entsteht eine kostenlose Wallet für { $address }. Niemand sieht den Badge, bevor Sie ihn öffentlich machen.
trust-issuer = { $issuer } vertrauen
trust-issuer-hint = Spätere Badges von dort werden ohne Nachfrage angenommen. Das können Sie jederzeit ändern.
claim-used-title = Dieser Link wurde schon benutzt
claim-used-meaning = Der Badge ist bereits in Ihrer Wallet. Nichts ist verloren.
claim-expired-title = Dieser Link ist zu alt
claim-expired-meaning = Links in Badge-Mails gelten 30 Tage. Den Badge können Sie weiterhin nehmen.
claim-mangled-title = Dieser Link ist nicht vollständig
claim-mangled-meaning = Manche Mailprogramme zerbrechen lange Links. Kopieren Sie die ganze Adresse aus der Mail, oder melden Sie sich mit der Adresse an, an die sie ging.
claim-withdrawn-title = Dieser Badge steht nicht mehr bereit
claim-withdrawn-meaning = Der Aussteller hat ihn seit der Mail zurückgenommen.
claim-fresh = Neuen Link schicken
claim-fresh-hint = Er geht an { $address }, die Adresse, an die der Badge verliehen wurde.
claim-fresh-sent = Ein neuer Link ist unterwegs an { $address }.
claim-sign-in = Anmelden
claim-sign-in-hint = Dort sehen Sie die Badges, die auf Sie warten.
claim-sign-in-instead = Oder anmelden und ihn dort finden

## Anmelden

sign-in-title = Zu Ihren Badges anmelden
sign-in-lead = Mit jeder Adresse, an die ein Badge ging.
sign-in-console-title = In der Verwaltung anmelden
sign-in-console-lead = Für Mitarbeitende von Organisationen, die Badges ausstellen.
sign-in-by-link = Anmelde-Link schicken
sign-in-by-link-hint = Der schnellste Weg, ohne Passwort.
sign-in-by-password = Mit Passwort anmelden
sign-in-refused = Adresse und Passwort passen nicht zusammen. Prüfen Sie beides, oder lassen Sie sich einen Anmelde-Link schicken.
sign-in-locked = Die Anmeldung mit Passwort ist für dieses Konto gesperrt.
sign-in-locked-why = Zehn Versuche nacheinander sind fehlgeschlagen. Ein zugeschickter Anmelde-Link geht weiterhin. Ihre Organisation kann das Passwort entsperren.
sign-in-slow = { $seconds ->
    [one] Zu viele Versuche von hier. Versuchen Sie es in einer Sekunde wieder.
   *[other] Zu viele Versuche von hier. Versuchen Sie es in { $seconds } Sekunden wieder.
}
sign-in-link-sent = Falls { $address } hier bekannt ist, ist ein Link unterwegs.
sign-in-help = Probleme beim Anmelden?
sign-in-help-link = Was Sie tun können
landing-title = Ein Klick, und Sie sind angemeldet
landing-lead = Sie melden sich als { $address } an.
landing-button = Anmelden
landing-why = Der Klick stellt sicher, dass Sie es sind und nicht ein Programm, das Links in Mails öffnet.
landing-address-title = Ein Klick bestätigt Ihre Adresse
landing-address-lead = { $address } gehört dann zu Ihrem Konto, mit den Badges, die dorthin geschickt wurden.
landing-address-button = Bestätigen
landing-spent-title = Dieser Link geht nicht mehr
landing-spent-lead = Anmelde-Links gehen einmal und nur kurze Zeit.
landing-spent-button = Einen neuen holen

## Wallet

wallet-brand = Meine Badges
wallet-title = Meine Badges
nav-wallet-label = Wallet
nav-badges = Badges
nav-profile = Mein Profil
nav-portfolio = Portfolio
wallet-waiting = { $count ->
    [one] Ein Badge wartet auf Sie
   *[other] { $count } Badges warten auf Sie
}
wallet-accept-all = Alle { $count } annehmen
wallet-tabs = Badges nach dem, was Sie damit getan haben
wallet-earned = Erworben
wallet-declined = Abgelehnt
wallet-empty-title = Noch keine Badges
wallet-empty-looked = Badges an diese Adressen erscheinen hier:
wallet-empty-advice = Ging einer an eine andere Adresse von Ihnen? Fügen Sie sie hinzu, dann wird er gefunden.
wallet-empty-add = Adresse hinzufügen
visibility-public = Öffentlich
visibility-public-meaning = Jeder kann ihn öffnen, Suchmaschinen dürfen ihn zeigen.
visibility-link = Nur mit Link
visibility-link-meaning = Wer den Link hat, kann ihn öffnen. Er steht in keiner Liste.
visibility-private = Privat
visibility-private-meaning = Nur Sie sehen ihn. Weitergegebene Links gehen nicht mehr.
badge-open-certificate = Zertifikat öffnen
badge-declined = Sie haben diesen Badge abgelehnt. Niemand sieht ihn.
badge-take-back = Doch nehmen
badge-renew = Mitgliedschaft erneuern
badge-recertify = Erneut zertifizieren
badge-visibility = Wer ihn sehen kann
share-title = Zeigen
share-linkedin-profile = Ins LinkedIn-Profil
share-linkedin-post = Auf LinkedIn posten
share-x = Auf X posten
share-facebook = Auf Facebook posten
share-mail = Eine Mail schreiben
share-linkedin-note = LinkedIn zeigt das Logo der Organisation, nicht das Bild des Badges; der Link zum Badge steht unter „Nachweis anzeigen“. Späteren Änderungen folgt es nicht: Ändern Sie nach einer Erneuerung dort das Enddatum.
share-address = Adresse des Badges
share-mail-to = Den Link jemandem schicken
share-mail-hint = Die Mail kommt von hier und nennt Ihren Namen. Sie geht einmal hinaus.
share-mail-send = Senden
share-words = Ich habe den Badge „{ $badge }“ von { $issuer } erhalten.
share-private = Der Badge ist privat. Machen Sie ihn oben öffentlich oder per Link sichtbar, um ihn zu zeigen.
signature-title = In die E-Mail-Signatur setzen
signature-lead = Laden Sie das PNG-Bild herunter, setzen Sie es in Ihre Signatur und verlinken Sie es mit der Adresse des Badges.
signature-gmail = Gmail: Einstellungen, „Alle Einstellungen aufrufen“, Signatur. Bild einfügen, markieren, Link hinzufügen.
signature-outlook = Outlook: Einstellungen, Konten, Signaturen. Bild einfügen, markieren, Link mit Strg+K hinzufügen.
signature-apple = Apple Mail: Einstellungen, Signaturen. Bild hineinziehen, markieren, Bearbeiten, Link hinzufügen.
signature-thunderbird = Thunderbird: Konten-Einstellungen, Signaturtext, „HTML verwenden“. Die Zeilen unten einfügen.
signature-static = Das Bild in einer Mail ändert sich nie. Nur der Link zeigt, ob der Badge noch gilt.
signature-html = Signatur als HTML
downloads-title = Herunterladen
badge-wrong = Stimmt etwas nicht?
badge-wrong-text = Namen und Daten kann nur { $issuer } ändern. Bitten Sie dort darum; der Badge wird überall zugleich berichtigt, unter derselben Adresse.
badge-correction-waiting = Sie haben { $issuer } um eine Berichtigung gebeten. Eine Antwort steht noch aus.
badge-give-back = Diesen Badge ablehnen
badge-give-back-hint = Er wird vor allen verborgen. Sie können ihn später wieder nehmen.

## Mein Profil

profile-title = Mein Profil
profile-addresses = E-Mail-Adressen
profile-addresses-lead = Fügen Sie jede Adresse hinzu, an die Badges gingen; hier kommen alle zusammen.
profile-addresses-hint = Wir schicken einen Link an die neue Adresse. Mit einer Adresse geht nie ein Badge verloren.
profile-address-primary = Erste Adresse
profile-address-badges = { $count ->
    [0] kein Badge kam über sie
    [one] ein Badge kam über sie
   *[other] { $count } Badges kamen über sie
}
profile-address-unverified = Wartet darauf, dass Sie den zugeschickten Link öffnen
profile-address-verify = Link noch einmal schicken
profile-address-make-primary = Zuerst verwenden
profile-add-address = Weitere Adresse
profile-add-address-button = Hinzufügen
profile-portfolio = Portfolio
field-handle = Adresse des Portfolios
field-handle-hint = Buchstaben, Ziffern und Bindestriche. Sie steht am Ende des Links: /p/…
field-levels = Wenn Sie mehrere Stufen einer Reihe halten
field-levels-all = Alle Stufen zeigen
field-levels-all-hint = Alle Badges, die Sie öffentlich gemacht haben.
field-levels-senior = Nur die höchste zeigen
field-levels-senior-hint = Die anderen werden verborgen, nicht entfernt. Das können Sie später ändern.
field-published = Portfolio veröffentlichen
field-published-hint = Es zeigt nur öffentliche Badges.
field-job-title = Position
field-company = Unternehmen
profile-would-hide = { $count ->
    [one] „Nur die höchste“ verbirgt diesen Badge:
   *[other] „Nur die höchste“ verbirgt diese { $count } Badges:
}
profile-trust = Vertraute Aussteller
profile-trust-lead = Neue Badges eines Ausstellers, dem Sie vertrauen, werden ohne Nachfrage angenommen. Das ist Ihre eigene Notiz und beweist anderen nichts.
profile-trust-none = Noch vertrauen Sie keinem Aussteller. Sie können es, wenn Sie einen Badge annehmen.
profile-trust-since = seit { $date }
profile-untrust = Nicht mehr vertrauen
profile-password = Passwort
profile-password-lead = Stattdessen können Sie sich immer mit einem zugeschickten Link anmelden.
profile-password-none = Sie melden sich mit zugeschickten Links an. Setzen Sie ein Passwort, wenn Sie lieber eines eingeben.
profile-password-change = Passwort ändern
profile-password-set = Passwort setzen

## Verwaltung

nav-console-label = Verwaltung
nav-today = Heute
nav-today-waiting = warten
nav-achievements = Badges
nav-credentials = Verleihungen
nav-imports = Import
nav-members = Mitglieder
nav-rules = Regeln
nav-settings = Einstellungen
nav-issuers = Organisationen
nav-public-page = Öffentliche Seite
cancel = Abbrechen
number = { $value }
nothing-found = Nichts gefunden
filter-button = Zeigen
filter-clear = Alle zeigen
filter-search = Name, Adresse oder Nummer
filter-search-members = Name, Adresse oder Nummer
filter-state = Zustand
filter-any-state = Jeder Zustand
filter-achievement = Badge
filter-any-achievement = Jeder Badge
filter-acceptance = Empfänger
filter-any-acceptance = Alle
filter-membership = Mitgliedschaft
filter-any-membership = Jede Mitgliedschaft
membership-active = Aktiv
acceptance-pending = Wartet
acceptance-accepted = Angenommen
acceptance-declined = Abgelehnt
column-line = Zeile
column-column = Spalte
column-value = Wert
column-reason = Warum, und was richtig wäre
column-recipient = Verliehen an
column-contact = Adresse oder Nummer
column-badge = Badge
column-issued = Ausgestellt
column-state = Zustand
column-acceptance = Empfänger
column-file = Datei
column-kind = Art
column-when = Hochgeladen
column-stands = Stand
column-outcome = Ergebnis
column-change = Änderung
column-effect = Was folgt
column-name = Name
column-number = Nummer
column-address = Adresse
column-membership = Mitgliedschaft
column-until = Bis
column-key = Schlüssel
column-signs-from = Signiert seit
column-signs-until = Bis
column-slug = Adresse
column-since = Hier seit
column-vouched = Verbürgt

## Einrichten

set-up-title = Willkommen in der Konsole
set-up-lead = Setzen Sie ein Passwort für { $address }, und Sie sind drin.
set-up-button = Anmelden
set-up-spent-title = Dieser Link wurde schon benutzt
set-up-spent-lead = Melden Sie sich mit Ihrem Passwort an, um weiterzumachen.
field-organization = Name der Organisation
field-organization-hint = Er steht auf jedem Badge als Aussteller.
field-slug = Kurzname für Adressen
field-slug-hint = Kleinbuchstaben, Ziffern und Bindestriche. Er wird Teil der Kennung, unter der Badges signiert sind, und ändert sich nie.
field-contact-email = Kontaktadresse
field-contact-email-hint = Wird Empfängern gezeigt, die eine Frage haben.
field-time-zone = Zeitzone
field-time-zone-hint = Daten auf Badges sind Tage in dieser Zone, etwa Europe/Berlin.
field-your-name = Ihr Name

## Heute

today-first = Erste Schritte
today-done = erledigt
today-decide = Zu entscheiden
today-nothing = Nichts wartet auf Sie.
today-figures = In Zahlen
today-lately = Zuletzt

## Badges, die man erwerben kann

achievements-new = Neuer Badge
achievements-empty-title = Noch keine Badges
achievements-empty = Ein Badge hat einen Namen, sagt, was er verlangt, und hat ein Bild. Gestalten Sie den ersten.
achievements-awarded = { $count ->
    [0] noch nicht verliehen
    [one] einmal verliehen
   *[other] { $count }-mal verliehen
}
achievements-archived = wird nicht mehr verliehen
achievement-form-what = Was er sagt
achievement-form-series = Reihe
achievement-form-validity = Wie lange er gilt
achievement-form-looks = Wie er aussieht
achievement-form-preview = Vorschau
achievement-form-preview-alt = Der Badge, wie er aus diesem Formular gezeichnet wird
achievement-form-preview-hint = Name und Organisation stehen auf dem Bild. Es muss auch klein gut lesbar sein.
achievement-form-preview-button = Zeichnen
achievement-form-awarded = { $count ->
    [one] Er wurde einmal verliehen. Jener Badge behält, womit er signiert wurde; seine Seite zeigt die neuen Worte.
   *[other] Er wurde { $count }-mal verliehen. Jene Badges behalten, womit sie signiert wurden; ihre Seiten zeigen die neuen Worte.
}
achievement-archive-title = Nicht mehr verleihen
achievement-archive-text = Er wird nicht mehr verliehen, weder von Hand noch durch Regeln. Erworbene Badges bleiben, wie sie sind. Das lässt sich nicht zurücknehmen.
achievement-archive = Diesen Badge nicht mehr verleihen
field-badge-name = Name
field-badge-name-hint = Kurz genug, um auf dem Bild lesbar zu sein.
field-summary = In einem Satz
field-summary-hint = Was jemand gezeigt hat, der ihn hält.
field-criteria = Die verlangte Leistung
field-criteria-hint = Was man dafür tun muss. Listen und Links wie in Markdown.
field-progression = Reihe
field-progression-hint = Badges einer Reihe haben denselben Rahmen. Empfänger können nur den höchsten zeigen.
field-level = Stufe
field-rank = Platz in der Reihe
field-rank-hint = 1 ist der unterste.
field-validity = Er gilt
field-validity-status = solange seine Bedingungen erfüllt sind
field-validity-status-hint = Etwa eine aktive Mitgliedschaft. Erneuern stellt ihn überall zugleich wieder her.
field-validity-dated = eine feste Zeit
field-validity-dated-hint = Das Ende ist in den Badge signiert. Nach einer Erneuerung laden Empfänger ihn neu herunter.
field-valid-months = Monate, wenn die Zeit fest ist; leer für kein Ende
field-examined-by = Prüfende Stelle
field-examined-by-hint = Wenn jemand anderes prüft, nennen Sie ihn.
field-shape = Form
field-icon = Symbol
field-colour = Farbe
field-metal = Metall
field-image = Stattdessen ein eigenes Bild
field-image-hint = PNG, SVG, JPEG oder WebP, bis 10 MB. Am besten ein Quadrat von 600 Pixeln oder mehr.
shape-medallion = Medaillon
shape-shield = Schild
shape-hexagon = Sechseck
shape-seal = Siegel mit Band
shape-bar = Balken
metal-none = Keines
metal-bronze = Bronze
metal-silver = Silber
metal-gold = Gold

## Verleihen

award-title = Einen Badge verleihen
award-lead = An eine Person.
award-many = Für viele importieren Sie eine Datei.
award-more = Warum, Nachweis, Referenz
award-button = Verleihen
award-nothing-title = Noch gibt es nichts zu verleihen
award-nothing = Gestalten Sie zuerst einen Badge.
field-achievement = Badge
field-recipient-email = E-Mail-Adresse der Person
field-recipient-email-hint = Dorthin geht der Link. Auf dem Badge erscheint sie nie.
field-recipient-name = Name der Person
field-recipient-name-hint = Wie er auf dem Badge stehen soll, in jeder Schrift.
field-member-number = Mitgliedsnummer
field-awarded-at = Verliehen am
field-awarded-at-hint = Leer heißt heute.
field-valid-until = Gültig bis
field-valid-until-hint = Leer heißt: wie der Badge es sagt.
field-narrative = Was die Person getan hat
field-narrative-hint = Steht beim Nachweis, wenn Sie ihn zeigen.
field-evidence-url = Link zum Nachweis
field-reference = Ihre Referenz
field-reference-hint = Dieselbe Referenz wird nie zweimal verliehen.
field-notify = Jetzt eine Mail schicken
field-notify-hint = Sonst wartet er ohne Mail in der Wallet.
credentials-empty-title = Noch nichts verliehen
credentials-empty = Verleihen Sie einen Badge, oder importieren Sie eine Datei mit vielen.
credentials-nothing-found = Kein Badge passt zu all dem. Lassen Sie eines davon weg.
credential-facts = Hinterlegt
credential-public = Echtheitszertifikat
credential-not-public = Das Echtheitszertifikat ist noch nicht öffentlich. Wer es öffnen darf, entscheidet, wer den Badge hat.
credential-acts = Was Sie tun können
credential-resend = Noch einmal mailen
credential-no-acts = Mit diesem Badge ist nichts mehr zu tun.
credential-events = Was geschah
act-revoke-title = Widerrufen
act-revoke-effect = Der Badge wird endgültig zurückgenommen. Seine Seite und jede Prüfung sagen es sofort, und Regeln verleihen ihn nicht wieder. Die Person bekommt eine Mail.
act-revoke-button = Diesen Badge widerrufen
act-suspend-title = Aussetzen
act-suspend-effect = Der Badge ist zurückgestellt, bis Sie ihn wieder einsetzen. Seine Seite und jede Prüfung sagen es sofort. Seine Adresse bleibt.
act-suspend-button = Diesen Badge aussetzen
act-reinstate-title = Wieder einsetzen
act-reinstate-effect = Ihre Aussetzung endet. Der Badge gilt sofort wieder, wenn ihn nichts anderes zurückhält.
act-reinstate-button = Diesen Badge wieder einsetzen
act-correct-title = Namen berichtigen
act-correct-effect = Der Badge wird mit dem berichtigten Namen neu signiert, unter derselben Adresse. Bild, Seite und Dateien folgen sofort.
act-correct-button = Berichtigen
field-revoke-reason = Grund
field-revoke-reason-hint = Wird hinterlegt und steht auf der Seite des Badges, wenn Ihre Einstellungen es so wollen.
field-suspend-reason = Grund
field-suspend-reason-hint = Wird hinterlegt. Die Seite sagt nur, dass Sie ihn zurückgestellt haben.
field-reinstate-reason = Grund
field-reinstate-reason-hint = Wird hinterlegt, nur für das Personal.
field-correct-name = Der richtige Name
field-correct-name-hint = In jeder Schrift, mit seinen Akzenten.

## Import

import-title = Datei importieren
import-lead = Nichts ändert sich, bevor Sie gesehen haben, was sich ändern würde.
import-button = Zeigen, was sich ändern würde
import-runs = Frühere Dateien
import-batches = Dateien mit Verleihungen
import-kept-no-longer = Die Datei ist nicht mehr da. Importieren Sie sie neu, um danach zu verleihen.
import-kept-until = Die Datei bleibt bis { $date }. Sie muss nicht noch einmal geschickt werden.
import-given-up = Die Arbeit endete, bevor jede Zeile an der Reihe war. Wenn Sie fortfahren, beginnt sie dort, wo sie aufhörte: Keine Zeile wird zweimal genommen.
import-resume = Fortfahren
import-members = Mitglieder
import-members-hint = Wer Mitglied ist und bis wann. Badges, die eine Mitgliedschaft brauchen, folgen.
import-certifications = Zertifizierungen
import-certifications-hint = Wer was bestanden hat. Ihre Regeln entscheiden, wer einen Badge bekommt.
import-awards = Zu verleihende Badges
import-awards-hint = Eine Zeile, ein Badge, gleich was die Regeln sagen.
field-import-kind = Was ist darin
field-import-file = Die Datei
field-import-file-hint = CSV mit Kopfzeile. Kommas, Semikolons oder Tabulatoren, in jeder üblichen Kodierung.
import-read-as = Gelesen als { $encoding }, mit { $separator } zwischen den Zellen, { $rows }.
import-would = Das würde sich ändern
import-apply = Diese Änderungen anwenden
import-nothing-yet = Noch ist nichts geändert.
import-no-change = All das ist schon hinterlegt. Es gibt nichts anzuwenden.
import-becomes = Zeile für Zeile
import-more-rows = { $count ->
    [one] Eine weitere Zeile ändert sich ebenso.
   *[other] { $count } weitere Zeilen ändern sich ebenso.
}
import-errors = { $count ->
    [one] Eine Zeile braucht einen Blick
   *[other] { $count } Zeilen brauchen einen Blick
}
import-errors-lead = Zeilen ohne Fehler werden übernommen. Laden Sie diese herunter, berichtigen Sie sie und importieren Sie jene Datei.
import-fix-file = Diese Zeilen herunterladen
import-applying = Die Änderungen werden angewendet
import-progress = { $done } von { $total }
import-leave = Sie können diese Seite verlassen. Die Arbeit geht weiter, auch wenn der Server neu startet.
import-see-credentials = Die Badges ansehen
import-another = Weitere Datei importieren
run-reading = wird gelesen
run-previewed = wartet auf Sie
run-applying = wird angewendet
run-applied = angewendet
run-stopped = angehalten
run-partial = vor dem Ende abgebrochen
row-new = neu
row-changed = geändert
row-lapsed = endet
row-restored = kehrt zurück
row-same = gleich
row-skipped = ausgelassen

## Mitglieder und Regeln

members-empty-title = Noch keine Mitglieder
members-empty = Importieren Sie Ihre Mitgliederdatei, oder lassen Sie sie von Ihrem Mitgliedersystem schicken.
members-nothing-found = Niemand passt zu all dem. Lassen Sie eines davon weg.
rules-lead = Eine Regel sagt, wer welchen Badge bekommt, und hält ihn wahr, während Mitgliedschaften enden und wiederkehren.
rules-new = Neue Regel
rules-empty-title = Noch keine Regeln
rules-empty = Ohne Regeln werden Badges nur einzeln oder per Datei verliehen.
rules-paused = Angehalten
rules-pause = Anhalten
rules-resume = Fortsetzen
rules-pause-hint = Eine angehaltene Regel verleiht nichts, setzt nichts aus und nichts wieder ein. Badges bleiben, wie sie sind.
rules-save = Speichern und verleihen
rules-save-hint = Wer sie erfüllt, bekommt den Badge jetzt; wer sie später erfüllt, dann.
rule-needs-membership = Eine aktive Mitgliedschaft
rule-needs-membership-hint = Endet sie, wird der Badge ausgesetzt. Wird sie erneuert, gilt er wieder.
rule-needs-certification = Eine bestandene Zertifizierung
rule-needs-certification-hint = Wie Ihre Zertifizierungsdatei sagt.
field-rule-name = Name der Regel
field-rule-achievement = bekommt diesen Badge
field-rule-needs = Wer hat
field-rule-certification = Zertifizierung
field-rule-level = Stufe
field-rule-level-hint = So, wie es in Ihrer Datei steht.

## Einstellungen

settings-profile = Organisation
settings-keys = Signaturschlüssel
settings-api-keys = API-Schlüssel
settings-staff = Mitarbeitende
settings-shown = Was andere sehen
settings-contact = Wen Empfänger fragen
settings-programme = Das Programm
settings-mails = E-Mails
settings-did = Ihre Badges sind unter dieser Kennung signiert, die sich nie ändert:
field-about = Über uns
field-site = Webseite
field-accent = Akzentfarbe
field-accent-hint = Wo sie schwer zu lesen wäre, wird sie dunkler oder heller.
field-visible-from = Die Seite eines Badges öffnet sich
visible-from-publish = wenn die Person ihn öffentlich macht
visible-from-publish-hint = Die privateste Wahl.
visible-from-accept = wenn die Person ihn annimmt
visible-from-accept-hint = Sie kann ihn wieder privat machen.
visible-from-issue = wenn er ausgestellt wird
visible-from-issue-hint = Nur, wo alle Inhaber zugestimmt haben.
field-name-shown = Der Name der Person
name-shown-signed = ist in den Badge signiert
name-shown-signed-hint = Wer die Datei prüft, kann ihn lesen.
name-shown-page = steht nur auf der Seite
name-shown-page-hint = Dateien tragen keinen Namen.
name-shown-none = wird nicht gezeigt
name-shown-none-hint = Nur die Person kann zeigen, dass es ihrer ist.
field-linkedin = Nummer der LinkedIn-Seite
field-linkedin-hint = Dann zeigt LinkedIn Ihr Logo bei Badges in Profilen.
field-reminder-days-hint = Bis zu drei Tage nach der ersten Mail, an denen erinnert wird, wessen Badge noch wartet, etwa 30, 60, 120. Leer: niemand wird erinnert.
field-reminder-days = Erinnern nach (Tagen)
field-mail-intro-hint = Ein Absatz über dem Badge, in Verleihungsmails und Erinnerungen. Reiner Text, bis zu 1.000 Zeichen, in beliebiger Sprache: Alle bekommen ihn so, wie er dasteht.
field-mail-intro = Einleitung
field-mail-subject-hint = Schreiben Sie { "{badge}" }, wo der Name des Badges stehen soll, und { "{issuer}" } für den Namen Ihrer Organisation. Leer: der übliche Betreff.
field-mail-subject = Betreff der Verleihungsmail
keys-lead = Badges werden mit dem neuesten Schlüssel signiert. Ältere öffentliche Schlüssel bleiben für immer veröffentlicht, damit sich alte Badges weiter prüfen lassen.
keys-current = signiert jetzt
keys-rotate-title = Den Schlüssel ersetzen
keys-rotate-text = Ab jetzt signiert ein neuer Schlüssel. Für bestehende Badges ändert sich nichts. Einmal im Jahr ist gute Praxis.
keys-rotate = Neuen Schlüssel machen
api-keys-lead = Ihre Systeme verleihen und lesen Badges damit.
api-keys-none = Noch gibt es keine Schlüssel.
api-keys-fresh = Kopieren Sie den Schlüssel jetzt. Er wird nur dieses eine Mal gezeigt.
api-keys-secret = Der neue Schlüssel
api-keys-made = gemacht am { $date }
api-keys-used = zuletzt benutzt am { $date }
api-keys-never-used = nie benutzt
api-keys-revoke = Widerrufen
api-keys-new = Einen Schlüssel machen
api-keys-make = Schlüssel machen
field-key-name = Wofür er ist
field-key-name-hint = Etwa der Name des Systems, das ihn benutzt.
field-scopes = Er darf
staff-you = Sie
staff-invite = Jemanden einladen
staff-invite-button = Einladen
field-staff-name = Name
field-role = Darf
tenants-new = Neue Organisation
tenants-empty-title = Noch keine Organisationen
tenants-empty = Legen Sie die erste an, und laden Sie die Person ein, die sie führt.
tenants-vouched = ja
tenants-vouch = Verbürgen
tenants-disown = Zurückziehen
tenants-vouch-hint = Badges von Organisationen, für die Sie sich verbürgen, gelten bei der Prüfung als „Gültig“. Andere als „Gültig, Aussteller hier nicht bekannt“.
tenants-admin = Wer sie führt
tenants-create = Anlegen
field-admin-name = Name der Person
field-admin-email = E-Mail-Adresse der Person
field-admin-email-hint = Sie bekommen einen Link zum Weitergeben, mit dem diese Person ein Passwort setzt.
field-vouch = Für diese Organisation verbürgen
field-vouch-hint = Nur wenn Sie wissen, dass sie ist, wer sie sagt.

## Hinweise auf das, was gerade geschah

note-claimed = Bei Ihren Badges gespeichert. Niemand sonst sieht ihn, bevor Sie ihn veröffentlichen: Öffnen Sie ihn, um zu entscheiden.
note-claimed-sign-in = In der Wallet dieser Adresse gespeichert. Melden Sie sich dort an, um ihn zu sehen und zu teilen.
note-claim-declined = Sie haben den Badge abgelehnt. Niemand sieht ihn. Doch anders entschieden? Öffnen Sie den Link noch einmal und lassen Sie sich einen neuen schicken.
note-accepted = Er gehört Ihnen. Niemand sonst sieht ihn, bevor Sie ihn veröffentlichen: Öffnen Sie ihn, um zu entscheiden.
note-accepted-all = Alle gehören jetzt Ihnen. Öffnen Sie einen, um zu entscheiden, wer ihn sehen darf.
note-declined = Sie haben ihn abgelehnt. Niemand sieht ihn, und hier können Sie ihn zurückholen.
note-now-public = Er ist jetzt öffentlich. Alle können ihn öffnen.
note-now-link = Wer den Link hat, kann ihn jetzt öffnen.
note-now-private = Nur Sie sehen ihn jetzt.
note-address-mailed = Ein Link ist zu dieser Adresse unterwegs. Öffnen Sie ihn, dann zählt die Adresse.
note-address-proven = Die Adresse ist bestätigt.
note-address-primary = Mails und Anmelde-Links gehen von jetzt an zuerst dorthin.
note-address-removed = Die Adresse ist entfernt. Ihre Badges bleiben Ihnen.
note-portfolio-saved = Ihr Portfolio ist gespeichert.
note-password-set = Ihr Passwort ist gesetzt.
note-untrusted = Spätere Badges dieses Ausstellers warten wieder auf Ihren Klick. Die Sie haben, bleiben.
note-signed-out = Sie sind abgemeldet.

## Console: what is done there

nav-messages = Mails
nav-known-issuers = Bekannte Aussteller
nav-switch = Andere Organisation
console-no-organization = Sie sind angemeldet, gehören aber zu keiner Organisation mehr. Fragen Sie deren Administration.
right-missing = Dafür brauchen Sie das Recht „{ $right }“. Ihre Rolle ist { $role }. Fragen Sie die Administration Ihrer Organisation.
right-operator = Das darf nur öffnen, wer diese Installation betreibt.
role-owner = Administration
role-owner-hint = Alles, auch Einstellungen, Schlüssel und Personal.
role-editor = Bearbeitung
role-editor-hint = Gestaltet, verleiht, importiert, berichtigt und widerruft.
role-viewer = Einsicht
role-viewer-hint = Sieht alles und ändert nichts.
scope-achievements-read = Lesen, was erworben werden kann
scope-achievements-write = Anlegen und ändern, was erworben werden kann
scope-credentials-read = Verliehene Badges lesen
scope-credentials-write = Badges verleihen, berichtigen und widerrufen
scope-members-read = Mitglieder und Importe lesen
scope-members-write = Mitglieder importieren und Regeln pflegen
scope-issuer-read = Einstellungen der Organisation lesen
scope-issuer-write = Einstellungen, Schlüssel und Personal ändern
scope-verify = Viele Badges auf einmal prüfen
sign-in-console-refused = Adresse und Passwort passen nicht zusammen. Prüfen Sie beides.
sign-in-console-locked-why = Es gab zehn Fehlversuche hintereinander. Die Administration Ihrer Organisation kann Ihnen unter Einstellungen, Personal einen neuen Einrichtungslink geben.
set-up-expired-title = Dieser Link ist abgelaufen
set-up-expired-lead = Einrichtungslinks gelten sieben Tage. Bitten Sie dort um einen neuen, wo dieser herkam.
set-up-unknown-title = Dieser Link ist nicht vollständig
set-up-unknown-lead = Vielleicht fehlt ein Teil der Adresse. Kopieren Sie sie ganz, oder bitten Sie um einen neuen Link.
set-up-wrong-password = Das ist nicht das Passwort dieses Kontos.
field-existing-password = Ihr Passwort
field-existing-password-hint = Sie haben hier schon ein Konto. Das Passwort zeigt, dass Sie es sind.
today-away = Mitglieder, Dateien oder Mails sind gerade nicht erreichbar. Was hier steht, stimmt, ist aber nicht alles.
more-than = mehr als { $number }
task-held = { $file } wartet auf Ihre Bestätigung
task-previewed = { $file } ist gelesen und nicht angewendet
task-refused = { $count ->
    [one] Eine Zeile aus { $file } wurde ausgelassen
   *[other] { $count } Zeilen aus { $file } wurden ausgelassen
}
task-refused-words = Zeilen ohne Fehler wurden übernommen. Laden Sie die anderen herunter, berichtigen Sie sie und importieren Sie jene Datei.
task-failed = { $file } konnte nicht gelesen werden
task-mails = { $count ->
    [one] Eine Mail kam nicht an
   *[other] { $count } Mails kamen nicht an
}
task-mails-words = Berichtigen Sie die Adresse am Badge und schicken Sie ihn erneut.
task-decide = Entscheiden
task-look = Ansehen
figure-awarded = Verliehene Badges
figure-waiting = Warten auf Annahme
figure-suspended = Ausgesetzt
figure-members = Mitglieder
event-imported = { $file } wurde importiert: { $outcome }
first-profile = Sagen, wer Sie sind: Name, Website, Kontakt
first-design = Den ersten Badge gestalten
first-award = Ihn verleihen, oder eine Datei importieren
field-achievement-type = Art
field-tags = Schlagwörter
field-tags-hint = Durch Kommas getrennt.
field-metal-hint = In einer Reihe entscheidet der Platz, was hier auch gewählt ist.
type-badge = Badge
type-certification = Zertifizierung
type-membership = Mitgliedschaft
type-certificate = Zertifikat
type-course = Kurs
type-micro = Micro-Credential
type-license = Lizenz
type-award = Auszeichnung
validity-status = Solange die Bedingungen erfüllt sind
validity-endless = Ohne Ende
validity-months = { $count ->
    [one] Ein Monat
   *[other] { $count } Monate
}
achievement-untitled = Name des Badges
icon-award = Auszeichnung
icon-badge-check = Siegel mit Haken
icon-book-open = Buch
icon-briefcase = Aktenkoffer
icon-calculator = Rechner
icon-chart-line = Diagramm
icon-clipboard-check = Prüfliste
icon-code-xml = Code
icon-compass = Kompass
icon-feather = Feder
icon-flask-conical = Kolben
icon-gavel = Richterhammer
icon-globe = Globus
icon-graduation-cap = Doktorhut
icon-handshake = Handschlag
icon-heart-pulse = Puls
icon-landmark = Tempel
icon-languages = Sprachen
icon-layers = Schichten
icon-leaf = Blatt
icon-lightbulb = Glühbirne
icon-medal = Medaille
icon-megaphone = Megafon
icon-microscope = Mikroskop
icon-palette = Palette
icon-pen-tool = Schreibfeder
icon-scale = Waage
icon-shield-check = Schild
icon-sprout = Keimling
icon-star = Stern
icon-stethoscope = Stethoskop
icon-users = Menschen
icon-wrench = Schraubenschlüssel
form-no-number = „{ $value }“ ist keine ganze Zahl von Monaten.
form-series-stays = Ein Badge bleibt in seiner Reihe. Schreiben Sie eine andere, oder behalten Sie diese.
form-examiner-stays = Eine Prüfstelle kann ersetzt, aber nicht entfernt werden.
form-choose-badge = Wählen Sie den Badge.
form-choose-file = Wählen Sie eine Datei.
form-choose-kind = Sagen Sie, was in der Datei steht.
form-choose-scope = Wählen Sie mindestens ein Recht.
form-confirm-missing = Setzen Sie das Häkchen, um es trotzdem anzuwenden.
form-reason-missing = Sagen Sie, warum, damit es später zu verstehen ist.
form-rule-needs = Wählen Sie mindestens eine Bedingung.
form-rule-certification = Nennen Sie die Zertifizierung, oder nehmen Sie oben das Häkchen weg.
form-admin-name = Schreiben Sie, wer sie leitet.
form-admin-email = Das ist keine E-Mail-Adresse. Es fehlt ein @.
award-sent-before = Dieses Formular wurde schon gesendet, und der Badge ist verliehen. Um einen weiteren zu verleihen, sehen Sie es noch einmal durch und senden Sie es erneut.
credential-nameless = Ohne Namen
fact-visibility = Sichtbarkeit
fact-revision = Fassung
shown-not-yet = Noch nicht sichtbar
event-awarded = Verliehen
event-revised = Neu signiert, Fassung { $revision }
event-revoked = Widerrufen
event-corrected = Berichtigt
event-renewed = Verlängert
event-restored = Widerruf zurückgenommen
event-resent = Auf Wunsch erneut gemailt
actor-staff = durch das Personal
actor-api-key = durch einen API-Schlüssel
actor-operator = durch den Betreiber
actor-rule = durch eine Regel
hold-set-membership = Ausgesetzt: Die Mitgliedschaft ist nicht aktiv
hold-set-credits = Ausgesetzt: Es fehlen Punkte
hold-set-staff = Vom Personal ausgesetzt
hold-set-dispute = Ausgesetzt: Es gibt eine offene Streitfrage
hold-lifted-membership = Wieder gültig: Die Mitgliedschaft ist wieder aktiv
hold-lifted-credits = Wieder gültig: Die Punkte sind wieder da
hold-lifted-staff = Wieder gültig: Die Aussetzung durch das Personal ist aufgehoben
hold-lifted-dispute = Wieder gültig: Die Streitfrage ist geklärt
act-address-title = Adresse berichtigen
act-address-effect = Der Badge gehört ab jetzt zur neuen Adresse. Er wird neu signiert und dorthin geschickt; seine Webadresse bleibt.
act-address-button = Berichtigen
field-correct-address = Richtige Adresse
field-correct-address-hint = Nur bei Fehlern. Eine neue Adresse eines Mitglieds kommt mit der Mitgliederdatei.
act-renew-title = Verlängern
act-renew-effect = Ein neuer Zeitraum beginnt. Der Badge wird an derselben Adresse neu signiert. Heruntergeladene Dateien behalten das alte Ende.
act-renew-button = Diesen Badge verlängern
field-renew-until = Gültig bis
field-renew-until-hint = Leer heißt: wie der Badge es sagt, ab heute.
act-restore-title = Widerruf aufheben
act-restore-effect = Der Badge gilt sofort wieder, an derselben Adresse, wenn ihn nichts anderes zurückhält. Regeln dürfen ihn wieder verleihen.
act-restore-button = Widerruf aufheben
mail-award = Mail zum Badge
mail-award-accepted = Mail zum Badge, schon angenommen
mail-reminder = Erinnerung
mail-resend = Mail zum Badge, erneut
mail-sign-in = Anmeldelink
mail-verify-address = Bestätigung einer Adresse
mail-fresh-claim = Neuer Link zum Annehmen
mail-locked = Gesperrtes Passwort
mail-revoked = Widerruf
mail-scheduled = ist geplant
mail-sending = wird gesendet
mail-sent = gesendet
mail-failed = kam nicht an
mail-cancelled = nicht mehr nötig
messages-lead = Mails zu Ihren Badges: verschickt, noch geplant und nicht mehr nötig.
messages-empty-title = Noch keine Mails
messages-empty = Verleihen Sie einen Badge, und die Mail dazu steht hier.
messages-badge = Badge
run-held = wartet auf Ihre Bestätigung
import-more = Weitere Angaben
import-reading = Die Datei wird gelesen
import-held = So viel auf einmal ist oft ein gefilterter oder defekter Export. Sehen Sie die Zeilen unten durch. Wenn es stimmt, bestätigen Sie es.
import-award = Diese Badges verleihen
import-leave-it = Lassen
import-nameless = Eine Datei ohne Namen
import-nothing-changed = Nichts hat sich geändert.
import-rows = { $count ->
    [one] eine Zeile
   *[other] { $count } Zeilen
}
field-import-complete = Die Mitgliederdatei ist vollständig
field-import-complete-hint = Mitglieder, die sie nicht nennt, verlieren ihre Mitgliedschaft, und ihre Badges werden ausgesetzt.
field-import-notify = Die Inhaber anschreiben
field-import-achievement = Badge, wo eine Zeile keinen nennt
field-import-achievement-hint = Nur für Dateien mit Verleihungen.
field-import-achievement-none = Jede Zeile nennt ihren
field-import-confirm = Das stimmt, anwenden
count-added = neu
count-changed = geändert
count-removed = beendet
count-unchanged = bleiben gleich
count-lapsing = verlieren ihren Stand
count-refused = ausgelassen
count-awarded = Badges verliehen
count-to-award = Badges zu verleihen
count-repeated = schon verliehen
count-suspended = Badges ausgesetzt
count-reinstated = Badges wieder gültig
column-fields = Was sich ändert
membership-lapsed = Abgelaufen
membership-pending = Ausstehend
membership-resigned = Ausgetreten
membership-deceased = Verstorben
member-facts = Angaben
member-badges = Badges dieses Mitglieds
member-certifications = Zertifizierungen
member-no-certifications = Keine bekannt.
member-rules = Was die Regeln sagen
member-meets = erfüllt sie
member-meets-not = erfüllt sie nicht
member-other-emails = Weitere Adressen
member-type = Art der Mitgliedschaft
member-joined = Mitglied seit
member-employer = Arbeitgeber
member-job = Beruf
member-country = Land
rule-who-members = Aktive Mitglieder
rule-who-both = Aktive Mitglieder, die { $what } bestanden haben
rule-who-passed = Wer { $what } bestanden hat
field-rule-any-level-hint = Leer heißt jede Stufe.
field-support-contact = Mitgliederservice
field-support-contact-hint = Team, Telefon, Adresse. Steht dort, wo jemand nicht weiterkommt.
field-renew-url = Wo eine Mitgliedschaft verlängert wird
field-renew-url-hint = Wird angeboten, wenn die Mitgliedschaft endete.
field-about-badges = Seite über diese Badges
field-about-badges-hint = Leer heißt: Ihre Seite hier.
field-recipient = Die Adresse des Inhabers
recipient-hashed = wird als gesalzener Hash signiert
recipient-hashed-hint = Wer die Adresse kennt, kann prüfen, dass sie zum Badge gehört.
recipient-opaque = wird nicht signiert
recipient-opaque-hint = Dateien sagen nichts über die Adresse.
field-show-revocation-reason = Den Grund eines Widerrufs allen zeigen
field-locale = Sprache
field-rotate-reason = Grund
api-keys-revoke-title = Diesen Schlüssel widerrufen
api-keys-revoke-text = Was ihn benutzt, wird ab jetzt abgewiesen. Das lässt sich nicht zurücknehmen.
staff-invited = war noch nicht hier
staff-invite-lead = Sie bekommen einen Link zum Weitergeben, mit dem die Person ein Passwort setzt. Um einen neuen Link zu geben, laden Sie dieselbe Adresse noch einmal ein.
staff-fresh = Geben Sie diesen Link weiter. Er wird nur dieses eine Mal gezeigt, gilt einmal und sieben Tage lang.
staff-fresh-link = Der Einrichtungslink
staff-works-elsewhere = Dieses Konto öffnet mehr als Ihre Organisation. Seine Sitzungen kann nur die Person selbst oder der Betreiber beenden. Sie können die Person stattdessen aus dem Team nehmen.
staff-only-owner = Die einzige Administration: kann nicht entfernt werden.
staff-remove-text = Die Person kann hier ab jetzt nichts mehr tun. Was sie getan hat, bleibt: Badges, Schlüssel und Einstellungen sind wie zuvor.
staff-remove-title = Aus dem Team nehmen
staff-remove = Aus dem Team nehmen
staff-sessions-text = Die Person wird sofort auf allen Geräten abgemeldet und meldet sich mit demselben Passwort neu an. Richtig, wenn ein Gerät verloren ging.
staff-sessions-title = Alle Sitzungen beenden
staff-sessions = Überall abmelden
staff-role-text = Es gilt ab dem nächsten Klick. An dem, was diese Person getan hat, ändert sich nichts.
staff-role-title = Ändern, was jemand darf
staff-role = Rolle ändern
known-issuers-lead = Badges dieser Aussteller gelten hier als „Gültig“, wo sie auch ausgestellt wurden.
known-issuers-empty = Noch wird für niemanden gebürgt.
known-issuers-since = seit { $date }
known-issuers-add = Für einen weiteren Aussteller bürgen
field-known-issuer = Seine DID oder Webadresse
field-known-issuer-hint = Wie sie auf seinen Badges steht, etwa did:web:badges.example.org.
note-set-up = Sie sind angemeldet.
note-achievement-saved = Der Badge ist gespeichert.
note-archived = Dieser Badge wird nicht mehr verliehen. Erworbene bleiben.
note-awarded = Der Badge ist verliehen.
note-awarding = Die Badges werden verliehen.
note-resumed = Die Arbeit geht weiter.
note-resent = Die Mail ist erneut unterwegs.
note-revoked = Der Badge ist widerrufen. Seine Seite und jede Prüfung sagen es jetzt.
note-suspended = Der Badge ist ausgesetzt. Seine Seite und jede Prüfung sagen es jetzt.
note-reinstated = Ihre Aussetzung ist aufgehoben.
note-restored = Der Widerruf ist aufgehoben.
note-corrected = Der Badge ist berichtigt.
note-renewed = Der Badge ist verlängert.
note-changed-meanwhile = Jemand hat diesen Badge inzwischen geändert. So steht er jetzt.
note-held = Nichts wurde geändert: Das wäre so viel auf einmal, dass es auf Ihre Bestätigung wartet.
note-rule-made = Die Regel gilt.
note-rule-paused = Die Regel ruht. Badges bleiben, wie sie sind.
note-rule-resumed = Die Regel gilt wieder.
note-settings-saved = Die Einstellungen sind gespeichert.
note-rotated = Ab jetzt signiert ein neuer Schlüssel.
note-key-revoked = Der Schlüssel ist widerrufen.
note-staff-changed = Es ist gespeichert.
note-staff-removed = Die Person ist nicht mehr in Ihrem Team.
note-staff-signed-out = Alle Sitzungen dieser Person sind beendet.
note-staff-last-owner = Das ist die einzige Administration. Sie kann nicht entfernt werden und keine andere Rolle bekommen. Geben Sie zuerst jemand anderem diese Rolle.
note-vouched = Sie bürgen jetzt für diesen Aussteller.
note-disowned = Sie bürgen nicht mehr für diesen Aussteller.
note-tenant-made = { $name } ist angelegt.
note-tenant-half = { $name } ist angelegt, aber nicht alles Weitere gelang: { $problem }

## Startseite

start-title = Accolade · Digitale Badges, die sich prüfen lassen
start-heading = Digitale Badges, die jeder prüfen kann
start-lead = Organisationen sagen, wer was erworben hat. Inhaber zeigen es. Jeder kann es prüfen.
start-lead-demo = Fünf Programme mit ihren Badges sind auf diesem Rechner eingerichtet. Treten Sie durch eine der Türen.
start-issue = Ich stelle aus
start-issue-plain = Für Mitarbeitende: Badges gestalten, verleihen, wahr halten.
start-issue-1 = Melden Sie sich mit Adresse und Passwort von unten an.
start-issue-2 = Verleihen Sie einen Badge, oder importieren Sie eine Datei und sehen Sie, was sie ändern würde.
start-issue-3 = Widerrufen Sie einen Badge und sehen Sie, wie seine Seite es sagt.
start-issue-go = Verwaltung öffnen
start-earned = Ich habe erworben
start-earned-plain = Für Inhaber: Badges annehmen, entscheiden, wer sie sieht, sie zeigen.
start-earned-1 = Öffnen Sie die Mail, die { $name } bekam.
start-earned-2 = Folgen Sie ihrem Link und sichern Sie den Badge.
start-earned-3 = Machen Sie ihn öffentlich und teilen Sie ihn.
start-earned-go = Meine Badges öffnen
start-earned-go-demo = Die Mail öffnen
start-check = Ich prüfe
start-check-plain = Für alle anderen: Ist dieser Badge echt, und gilt er noch?
start-check-1 = Öffnen Sie einen öffentlichen Badge und laden Sie sein Bild herunter.
start-check-2 = Legen Sie das Bild auf der Prüfseite ab.
start-check-3 = Ändern Sie ein Byte und legen Sie es noch einmal ab.
start-check-go = Einen Badge prüfen
start-programmes = Die Programme
start-mailbox = Keine Mail verlässt diesen Rechner. Was verschickt worden wäre, liegt hier:
start-mailbox-go = Postfach öffnen

## Postfach

mailbox-title = Postfach
mailbox-lead = Was verschickt worden wäre, das Neueste zuerst.
mailbox-search = Adresse oder Betreff
mailbox-from-to = { $from } an { $to }
mailbox-empty-title = Noch keine Mail
mailbox-empty = Verleihen Sie einen Badge; die Mail an seine Inhaberin oder seinen Inhaber erscheint hier.
mail-from = Von
mail-to = An
mail-at = Gesendet
mail-links = Links darin
mail-html = Wie ein Mailprogramm sie zeigt
mail-html-title = Nachricht: { $subject }
mail-text = Als reiner Text

## Hilfe

help-title = Hilfe
help-contents = Auf dieser Seite
help-find = Ich finde meinen Badge nicht
help-find-spam = Sehen Sie im Spam-Ordner nach. Nehmen Sie den Absender in Ihre Liste sicherer Absender auf, damit die nächste Mail ankommt. Die Absenderadresse steht auf der Seite Ihres Verbands, der diese Mails freigegeben hat.
help-find-address = Ging er an eine andere Adresse? Melden Sie sich mit jener an, oder fügen Sie sie unter „Mein Profil“ hinzu.
help-find-again = Links gelten 30 Tage. Ein älterer bietet einen Knopf, der einen neuen schickt.
help-sign-in = Ich kann mich nicht anmelden
help-sign-in-link = Lassen Sie sich einen Anmelde-Link schicken. Er geht ohne Passwort.
help-sign-in-locked = Nach zehn Fehlversuchen ist das Passwort gesperrt, um andere fernzuhalten. Ein zugeschickter Link geht weiterhin; Ihr Verband entsperrt das Passwort.
help-sign-in-browser = Versuchen Sie einen anderen Browser oder ein privates Fenster, oder leeren Sie den Cache.
help-sign-in-network = Firmennetze sperren manchmal. Versuchen Sie ein anderes Netz oder ein anderes Gerät.
help-verify = Ein Badge lässt sich nicht prüfen
help-verify-browser = Versuchen Sie einen anderen Browser, oder leeren Sie den Cache.
help-verify-original = Soziale Netze und Messenger entfernen den Badge aus Bildern. Prüfen Sie stattdessen den Link oder die Datei, wie sie heruntergeladen wurde.
help-verify-unverifiable = „Nicht prüfbar“ heißt weder ja noch nein. Prüfen Sie in ein paar Minuten noch einmal.
help-state = Mein Badge ist abgelaufen oder ausgesetzt
help-state-text = Mitgliedschaft und Zertifizierung sind zweierlei, und jede hat ihr eigenes Ende.
help-state-renew = Mitgliedschaft zu Ende: Erneuern Sie sie bei Ihrem Verband. Der Badge gilt wieder, unter derselben Adresse, meist innerhalb eines Tages.
help-state-recertify = Zertifizierung zu Ende: Zertifizieren Sie sich erneut. Fortbildungspunkte können zählen; Ihr Verband sagt, welche.
help-state-wrong = Sie haben erneuert und es steht immer noch da? Bitten Sie Ihren Verband nachzusehen. Nur er kann Daten und Namen ändern.
help-share = Auf LinkedIn und anderswo zeigen
help-share-1 = Öffnen Sie den Badge unter „Meine Badges“ und machen Sie ihn öffentlich.
help-share-2 = Wählen Sie „Ins LinkedIn-Profil“. Name, Organisation und Daten sind ausgefüllt; setzen Sie dort das Enddatum wie auf dem Badge.
help-share-3 = Überall sonst geben Sie die Adresse des Badges an. Sie geht ohne Konto irgendwo.
help-signature = In meine E-Mail-Signatur setzen
help-example-badge = Name des Badges
help-example-issuer = Aussteller
help-employer = Mein Arbeitgeber will einen Nachweis
help-employer-text = Geben Sie die Adresse des Badges an: Sie öffnet sich für alle und zeigt den Stand von heute. Wird mehr verlangt, kann Ihr Verband ein Schreiben ausstellen.
help-ask = Jemanden fragen
help-ask-text = Ihr Verband kann Ihre Badges sehen und bei all dem helfen. Nennen Sie die Adresse, an die der Badge ging.

## Für Entwickler

docs-title = API-Referenz
docs-lead = Alles, was die Verwaltung kann, können Ihre Systeme. JSON über HTTPS, mit Schlüsseln, die Sie in der Verwaltung machen.
docs-base = Basisadresse
docs-version = Version
docs-openapi = OpenAPI 3.1
docs-key = Schlüssel
docs-scope = Braucht das Recht
docs-parameters = Parameter
docs-example = Zum Beispiel
docs-answers = Antworten

## Fehler

error-400-title = Das geht so nicht
error-400-words = Gehen Sie zurück und versuchen Sie es anders.
error-403-title = Das ist nicht für Sie bestimmt
error-403-words = Sie sind angemeldet, aber nicht als jemand, der dies öffnen darf. Melden Sie sich anders an, oder fragen Sie die Verwaltung Ihrer Organisation.
error-405-title = Diese Adresse ist anders gedacht
error-405-words = Sie ist für Formulare da oder nur zum Lesen. Beginnen Sie auf der Seite, die hierher geführt hat.
error-cross-site-title = Dieses Formular kam von einer anderen Seite
error-cross-site-words = Nichts wurde geändert. Formulare zählen nur, wenn sie von einer Seite hier kommen: Öffnen Sie diese und schicken Sie es noch einmal ab.
error-404-title = Hier ist nichts
error-404-words = Die Adresse kann falsch geschrieben sein, oder was hier stand, ist fort.
error-409-title = Jemand war schneller
error-409-words = Nichts wurde geändert. Sehen Sie nach, wie es jetzt steht, und entscheiden Sie neu.
error-413-title = Das ist zu viel auf einmal
error-413-words = Nichts wurde geändert.
error-429-title = Etwas langsamer, bitte
error-429-words = Zu viele Anfragen kamen von hier. Warten Sie eine Minute und versuchen Sie es wieder.
error-500-title = Hier ging etwas schief
error-500-words = Es ist unser Fehler, nicht Ihrer. Versuchen Sie es wieder; geschieht es noch einmal, nennen Sie uns diese Nummer:
error-503-title = Ein Teil davon ist gerade nicht erreichbar
error-503-words = Nichts ist verloren. Versuchen Sie es in einer Minute wieder.
error-request = Nummer
error-start = Zur Startseite
import-none-good = Keine Zeile kann übernommen werden. Berichtigen Sie sie und importieren Sie die Datei neu.
import-starting = Es beginnt gleich.
import-done = Die Datei ist importiert. Das ist daraus geworden:
separator-comma = Kommas
separator-semicolon = Semikolons
separator-tab = Tabulatoren
separator-other = einem anderen Zeichen
staff-empty-title = Noch niemand
staff-empty = Laden Sie die Menschen ein, die hier Badges verleihen und pflegen.
mail-why-accepted = Der Badge wurde angenommen.
mail-why-declined = Der Badge wurde abgelehnt.
mail-why-revoked = Der Badge wurde widerrufen.
form-overtaken = Jemand anderes hat das inzwischen geändert. Ihre Worte stehen im Formular, und daneben steht, was jetzt hinterlegt ist. Speichern Sie noch einmal, um es durch Ihre Fassung zu ersetzen.
form-reminder-days = Schreiben Sie ganze Tage mit Kommas dazwischen, etwa 30, 60, 120.
form-kept-now = Jetzt hinterlegt: { $kept }
form-kept-empty = nichts
form-ticked = angekreuzt
form-not-ticked = nicht angekreuzt
nav-language = Sprache

## Was eine Prüfung gefunden hat

check-its-issuer = der Aussteller
check-valid = Dieser Badge ist echt und gültig. Ausgestellt hat ihn { $issuer }; der Aussteller ist hier bekannt.
check-valid-unknown = Diesen Badge hat { $issuer } ausgestellt, er ist unverändert und gilt. Niemand hier verbürgt sich für den Aussteller: Ob Sie ihm trauen, entscheiden Sie.
check-unverifiable = Dieser Badge konnte nicht zu Ende geprüft werden.
check-revoked = { $issuer } hat diesen Badge widerrufen.
check-suspended = { $issuer } hat diesen Badge ausgesetzt; er gilt zurzeit nicht.
check-expired = Dieser Badge ist abgelaufen.
check-invalid = Dieser Badge ist nicht gültig.
check-read-ok = Ein Open Badge wurde gefunden.
check-read-unreachable = Der Badge konnte unter seiner Adresse nicht abgerufen werden.
check-read-damaged = Das Bild ist beschädigt, der Badge darin lässt sich nicht lesen.
check-read-gone = Unter dieser Adresse gibt es keinen Badge mehr.
check-read-old = Das ist ein Open Badge der Version 1, der hier nicht geprüft wird.
check-read-none = Darin ist kein Badge.
check-schema-ok = Das Dokument hält die Form von Open Badges ein.
check-schema-failed = Das Dokument weicht von der Form von Open Badges ab.
check-proof-ok = Die Signatur passt zum Inhalt: Seither wurde nichts geändert.
check-proof-failed = Die Signatur passt nicht zum Inhalt: Er wurde nachträglich geändert oder mit einem anderen Schlüssel signiert.
check-proof-none = Der Badge ist nicht signiert.
check-proof-unsupported = Der Badge ist auf eine Weise signiert, die hier nicht geprüft werden kann.
check-proof-no-key = Die Signatur konnte nicht geprüft werden, weil der Schlüssel fehlt.
check-proof-superseded = Die Signatur passt. Diese Art wird nicht mehr verwendet.
check-proof-ledger = Die Signatur passt, aber die Bücher des Ausstellers kennen diesen Badge nicht.
check-proof-expired = Die Signatur galt nur für eine Zeit, die vorbei ist.
check-issuer-ok = Der Schlüssel gehört dem Aussteller.
check-issuer-failed = Dass der Schlüssel dem Aussteller gehört, ließ sich nicht zeigen.
check-issuer-unreachable = Das Dokument des Ausstellers konnte nicht abgerufen werden.
check-issuer-key-revoked = Der Aussteller hat den Schlüssel widerrufen, der den Badge signiert hat.
check-issuer-key-expired = Der Schlüssel, der den Badge signiert hat, war nicht mehr in Gebrauch.
check-issuer-key-foreign = Der Schlüssel, der den Badge signiert hat, gehört nicht dem Aussteller.
check-period-ok = Der Badge liegt innerhalb seiner Daten.
check-period-no-end = Der Badge hat kein Enddatum.
check-period-expired = Das Enddatum des Badges ist vorbei.
check-period-not-yet = Der Badge gilt noch nicht.
check-period-failed = Die Daten des Badges lassen sich nicht lesen.
check-status-clear = Der Aussteller hat den Badge weder widerrufen noch ausgesetzt.
check-status-revoked = Der Aussteller hat den Badge widerrufen.
check-status-suspended = Der Aussteller hat den Badge ausgesetzt; er kann später wieder gelten.
check-status-none = Der Badge nennt keine Stelle, die von einem Widerruf wüsste.
check-status-unknown = Ob der Badge widerrufen wurde, ließ sich nicht herausfinden.
check-refresh-none = Der Badge bietet keine neuere Version an.
check-refresh-ok = Der Aussteller wurde nach einer neueren Version gefragt.
check-refresh-newer = Der Aussteller hat eine neuere Version dieses Badges.
check-refresh-failed = Der Aussteller konnte nicht nach einer neueren Version gefragt werden.
check-recipient-not-asked = Es wurde niemand genannt, mit dem der Empfänger verglichen werden könnte.
check-recipient-ok = Der Badge wurde an diese Adresse verliehen.
check-recipient-other = Der Badge wurde an eine andere Adresse verliehen.
check-recipient-unknown = Ob der Badge an diese Adresse verliehen wurde, ließ sich nicht herausfinden.
check-endorsements-none = Niemand hat den Badge bestätigt.
check-endorsements-ok = Alle Bestätigungen gelten.
check-endorsements-failed = Nicht alle Bestätigungen gelten.

# Verifying many, lists of issuers
fact-vouched-by = Verbürgt von
vouched-by-operator = dieser Installation
fact-qr-code = Aus einem QR-Code gelesen
verify-again-file = Um eine Datei noch einmal zu prüfen, wählen Sie sie unten erneut: Sie wurde nicht aufbewahrt.
verify-report = Der Bericht für Programme, mit der Prüfsumme von allem Verwendeten
verify-report-save = Bericht speichern (JSON)
nav-checks = Viele prüfen
checks-title = Viele Badges prüfen
checks-lead = Senden Sie eine Datei mit Badges beliebiger Aussteller. Jedes wird wie ein einzelnes geprüft, und die Ergebnisse lassen sich als Tabelle speichern.
field-checks-file = Datei mit Badges
field-checks-file-hint = Ein ZIP mit Badge-Dateien, eine CSV mit einer Spalte „url“ oder „credential“ oder eine Textdatei mit einem Link je Zeile. Bis zu 10.000 Badges und 256 MB.
checks-button = Prüfen
checks-earlier = Frühere Prüfungen
check-running = Die Badges werden geprüft
check-results = Was gefunden wurde
check-save = Ergebnisse speichern (CSV)
check-delete = Diese Prüfung löschen
check-kept = Datei und Ergebnisse werden am { $date } von selbst gelöscht.
check-waits = Noch nicht geprüft
column-verdict = Urteil
column-found = Befund
note-check-deleted = Die Prüfung und alles darin wurde gelöscht.
issuer-lists-title = Importierte Ausstellerlisten
issuer-lists-lead = Listen, die andere führen und denen Sie glauben. Badges der Aussteller darauf gelten hier, und der Bericht nennt die Liste.
issuer-lists-empty = Noch wurde keine Liste importiert.
issuer-list-says = Aussteller: { $count }. Bestätigt am { $date }.
issuer-list-failing = Die Liste kann nicht geholt werden, darum bleibt sie, wie sie war. { $problem }
issuer-lists-add = Eine Liste importieren
issuer-lists-button = Importieren
issuer-list-refresh = Jetzt holen
issuer-list-remove = Diese Liste entfernen
issuer-list-remove-hint = Für ihre Aussteller bürgt dann niemand mehr, außer Sie selbst oder eine andere Liste. Sie kann wieder importiert werden.
issuer-list-entries = Aussteller darauf
field-list-name = Name der Liste
field-list-name-hint = So heißt sie in Berichten.
field-list-url = Adresse der Liste
field-list-url-hint = Sie wird von selbst wieder geholt. Für Aussteller, die daraus verschwinden, wird nicht mehr gebürgt.
field-list-file = Oder die Liste als Datei
field-list-file-hint = JSON oder CSV, bis zu 2 MB.
form-list-one = Geben Sie entweder eine Adresse oder eine Datei an.
form-list-too-large = Die Datei ist zu groß: Eine Liste darf bis zu 2 MB haben.
note-list-added = Die Liste wurde importiert. Für ihre Aussteller wird jetzt gebürgt.
note-list-refreshed = Die Liste wurde geholt und ist aktuell.
note-list-removed = Die Liste wurde entfernt.
