# Alles, was eine E-Mail sagt. Dieselben Schlüssel wie in en.ftl.

## Daten
date = { $day }. { $month } { $year }
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

## Absender und Rahmen
platform = Accolade
colon = :
sender-via = { $issuer } über { $platform }
greeting = Guten Tag { $name },
greeting-nameless = Guten Tag,
copy-hint = Falls die Schaltfläche nichts bewirkt, kopieren Sie diese Adresse in Ihren Browser:
badges-more = { $badge } und { $more } weitere

## Eine Auszeichnung, die wartet
award-subject = Sie wurden ausgezeichnet: { $badge }
award-heading = Sie wurden ausgezeichnet
award-lead = { $issuer } hat Ihnen dieses Badge verliehen. Es ist ein unterschriebener Nachweis Ihrer Leistung, und alle, denen Sie es zeigen, können prüfen, dass es echt ist.
award-lead-many = { $issuer } hat Ihnen diese { $count } Badges verliehen. Jedes ist ein unterschriebener Nachweis Ihrer Leistung, und alle, denen Sie es zeigen, können prüfen, dass es echt ist.
claim-label = Badge annehmen
claim-label-many = Badges annehmen
claim-open = Um es anzunehmen, öffnen Sie diese Adresse in Ihrem Browser:
claim-open-many = Um sie anzunehmen, öffnen Sie diese Adresse in Ihrem Browser:
claim-note = Zum Annehmen genügt ein Klick. Das ist kostenlos, ebenso das Konto, das Ihr Badge aufbewahrt.
claim-note-many = Zum Annehmen genügt ein Klick. Das ist kostenlos, ebenso das Konto, das Ihre Badges aufbewahrt.
claim-until = Der Link gilt einmal und bis zum { $date }. Danach schickt Ihnen dieselbe Adresse einen neuen.

## Eine Auszeichnung, die schon angenommen ist
accepted-heading = Neu in Ihrer Sammlung
accepted-lead = { $issuer } hat Ihnen dieses Badge verliehen. Weil Sie { $issuer } vertrauen, wurde es für Sie angenommen; Sie brauchen nichts zu tun.
accepted-lead-many = { $issuer } hat Ihnen diese { $count } Badges verliehen. Weil Sie { $issuer } vertrauen, wurden sie für Sie angenommen; Sie brauchen nichts zu tun.
accepted-label = Badge ansehen
accepted-label-many = Sammlung öffnen
accepted-open = Um es anzusehen, öffnen Sie diese Adresse in Ihrem Browser:
accepted-open-many = Um sie anzusehen, öffnen Sie diese Adresse in Ihrem Browser:

## Erinnerungen
reminder-subject = Wartet auf Sie: { $badge }
reminder-heading = Ihr Badge wartet auf Sie
reminder-heading-many = Ihre Badges warten auf Sie
reminder-lead = { $issuer } hat Ihnen dieses Badge am { $date } verliehen. Es wartet noch darauf, dass Sie es annehmen.
reminder-lead-many = { $issuer } hat Ihnen diese { $count } Badges verliehen. Sie warten noch darauf, dass Sie sie annehmen.
reminder-last = Dies ist die letzte Erinnerung. Das Badge bleibt Ihres: { $issuer } kann Ihnen jederzeit einen neuen Link schicken.
reminder-stop = { $count ->
    [one] Sie bekommen keine weitere Erinnerung an dieses Badge.
   *[other] Sie bekommen höchstens { $count } Erinnerungen. Sie enden, sobald Sie das Badge annehmen oder ablehnen.
}
reminder-unsubscribe = Möchten Sie gar keine Erinnerungen, schreiben Sie an { $address }.

## Die E-Mail noch einmal
resend-subject = Ihr Badge von { $issuer }: { $badge }
resend-heading = Hier ist Ihr Badge
resend-heading-many = Hier sind Ihre Badges
resend-lead = { $issuer } schickt Ihnen die E-Mail zu diesem Badge noch einmal. Der Link unten ist neu; ältere führen zum selben Badge, bis einer benutzt wird.
resend-lead-kept = { $issuer } schickt Ihnen die E-Mail zu diesem Badge noch einmal. Es liegt schon in Ihrer Sammlung.

## Ein neuer Link
fresh-subject = Ihr neuer Link: { $badge }
fresh-heading = Ihr neuer Link
fresh-heading-many = Ihr neuer Link
fresh-lead = Sie haben einen neuen Link für dieses Badge von { $issuer } angefordert. Hier ist er.
fresh-lead-many = Sie haben einen neuen Link für diese { $count } Badges angefordert. Hier ist er.

## Ein Badge, das widerrufen wurde
revoked-subject = Nicht mehr gültig: { $badge }
revoked-heading = Ein Badge wurde widerrufen
revoked-lead = { $issuer } hat dieses Badge widerrufen. Seine Seite sagt das von nun an, und jede Prüfung ebenso, auch dort, wo Sie es geteilt haben.
revoked-lead-many = { $issuer } hat diese { $count } Badges widerrufen. Ihre Seiten sagen das von nun an, und jede Prüfung ebenso, auch dort, wo Sie sie geteilt haben.
revoked-mistake = Halten Sie das für einen Irrtum, schreiben Sie an { $issuer }; dort lässt es sich rückgängig machen.
revoked-linkedin = Haben Sie das Badge bei LinkedIn oder anderswo eingetragen, entfernen Sie es dort bitte; andere Seiten bemerken es nicht von selbst.

## Ein Badge, das zurzeit nicht gilt
suspended-subject = Zurzeit nicht gültig: { $badge }
suspended-heading = Ein Badge ist ausgesetzt
suspended-lead = { $issuer } hat dieses Badge ausgesetzt. Seine Seite sagt das von nun an, und jede Prüfung ebenso. Es bleibt in Ihrer Sammlung und behält seine Adresse.
suspended-lead-many = { $issuer } hat diese { $count } Badges ausgesetzt. Ihre Seiten sagen das von nun an, und jede Prüfung ebenso. Sie bleiben in Ihrer Sammlung und behalten ihre Adressen.
suspended-back = Sobald der Grund wegfällt, gilt es von selbst wieder, auch in den Dateien und Links, die Sie geteilt haben. Halten Sie das für einen Irrtum, schreiben Sie an { $issuer }.
suspended-back-many = Sobald der Grund wegfällt, gelten sie von selbst wieder, auch in den Dateien und Links, die Sie geteilt haben. Halten Sie das für einen Irrtum, schreiben Sie an { $issuer }.
suspended-renew-title = Geht es um Ihre Mitgliedschaft?
suspended-renew = Sie wird hier verlängert:

## Ein Badge, das wieder gilt
reinstated-subject = Wieder gültig: { $badge }
reinstated-heading = Ihr Badge gilt wieder
reinstated-heading-many = Ihre Badges gelten wieder
reinstated-lead = Dieses Badge von { $issuer } gilt wieder. Seine Seite sagt das, und jede Prüfung ebenso: unter derselben Adresse und in den Dateien, die Sie haben.
reinstated-lead-many = Diese { $count } Badges von { $issuer } gelten wieder. Ihre Seiten sagen das, und jede Prüfung ebenso: unter denselben Adressen und in den Dateien, die Sie haben.

## Ein Badge mit neuer Laufzeit
renewed-subject = Verlängert: { $badge }
renewed-heading = Ihr Badge wurde verlängert
renewed-heading-many = Ihre Badges wurden verlängert
renewed-lead = { $issuer } hat dieses Badge verlängert. Es behält seine Adresse, und seine Seite zeigt die neuen Daten.
renewed-lead-many = { $issuer } hat diese { $count } Badges verlängert. Sie behalten ihre Adressen, und ihre Seiten zeigen die neuen Daten.
renewed-files = Eine Datei, die Sie früher heruntergeladen haben, trägt noch die alten Daten. Bitte laden Sie das Badge neu herunter, wo Sie es als Datei verwenden.
renewed-linkedin = LinkedIn bemerkt ein neues Enddatum nicht von selbst. Steht das Badge dort in Ihrem Profil, ändern Sie bitte das Datum im Eintrag.

## Was über ein Badge gesagt wird
badge-reason = Grund: { $reason }
badge-picture = Badge „{ $badge }“, verliehen von { $issuer }
badge-by = Verliehen von { $issuer }
badge-issued = Ausgestellt am { $date }
badge-ends = Gültig bis { $date }

## Zeigen
show-title = Ihr Badge zeigen
show-title-many = Ihre Badges zeigen
show-address = Die Adresse Ihres Badges:
show-address-of = Die Adresse von { $badge }:
show-address-later = Sie gilt, sobald Sie das Badge öffentlich machen.
show-address-later-many = Jede Adresse gilt, sobald Sie ihr Badge öffentlich machen.
show-linkedin = Ins LinkedIn-Profil eintragen
show-linkedin-of = { $badge } ins LinkedIn-Profil eintragen
show-linkedin-note = Das Formular von LinkedIn ist schon ausgefüllt, mit dem Enddatum, wo das Badge eines hat; bitte lassen Sie es so. LinkedIn zeigt das Logo von { $issuer }, nicht das Bild des Badges.
show-picture = Sie können das Bild oben speichern und in Signatur, Lebenslauf oder Website verwenden. Verlinken Sie es mit der Adresse des Badges: Ein Bild beweist nichts, die Adresse schon.

## Echt und sicher
safe-title = Ist diese E-Mail echt?
safe-authorised = Ja. { $issuer } hat E-Mails über seine Badges von { $address } genehmigt, und jeder Link zum Annehmen beginnt mit { $host }.
safe-list = Lag sie im Spam-Ordner? Markieren Sie sie als erwünscht und nehmen Sie { $address } in Ihre Kontakte oder sicheren Absender auf, damit Sie die nächste nicht verpassen.

## Hilfe
help-title = Fragen?
help-issuer = { $issuer } beantwortet Fragen zur Verleihung, zu Ihrem Namen und zu Daten.
help-email = E-Mail:
help-web = Website:
help-pages = Annehmen, Anmelden und Teilen sind hier erklärt:

## Warum diese E-Mail
why-award = Sie erhalten diese E-Mail, weil { $issuer } Ihnen ein Badge verliehen und { $address } als Ihre Adresse angegeben hat.
why-award-many = Sie erhalten diese E-Mail, weil { $issuer } Ihnen Badges verliehen und { $address } als Ihre Adresse angegeben hat.
why-asked = Sie erhalten diese E-Mail, weil sie mit der Adresse { $address } angefordert wurde.
why-account = Sie erhalten diese E-Mail, weil { $address } zu einem Konto bei uns gehört.
sent-by = Versandt von { $platform }, wo die Badges von { $issuer } liegen.
sent-by-platform = Versandt von { $platform } unter { $host }.
wrong-person = Nicht für Sie? Benutzen Sie den Link nicht, sondern antworten Sie auf diese E-Mail; dann wird es berichtigt.

## Anmelden
sign-in-subject = Ihr Link zum Anmelden
sign-in-heading = Bei Ihrer Sammlung anmelden
sign-in-lead = Sie haben einen Link zum Anmelden angefordert. Hier ist er.
sign-in-label = Anmelden
sign-in-open = Zum Anmelden öffnen Sie diese Adresse in Ihrem Browser:
link-minutes = { $minutes ->
    [one] Der Link gilt einmal und noch eine Minute.
   *[other] Der Link gilt einmal und noch { $minutes } Minuten.
}
sign-in-ignore = Waren Sie das nicht, tun Sie nichts. Ohne diese E-Mail kann sich niemand anmelden.

## Eine Adresse bestätigen
verify-subject = Bitte bestätigen Sie Ihre Adresse
verify-heading = Ist das Ihre Adresse?
verify-lead = Sie möchten { $address } Ihrer Sammlung hinzufügen. Bitte bestätigen Sie, dass die Adresse Ihnen gehört. Badges, die an sie verliehen wurden, liegen dann auch in Ihrer Sammlung.
verify-label = Adresse bestätigen
verify-open = Um sie zu bestätigen, öffnen Sie diese Adresse in Ihrem Browser:
verify-ignore = Waren Sie das nicht, tun Sie nichts. Die Adresse wird niemandem hinzugefügt.

## Eine Adresse, die zu einem anderen Konto gehört
in-use-subject = Jemand wollte Ihre Adresse hinzufügen
in-use-heading = Ihre Adresse ist schon vergeben
in-use-lead = Jemand wollte { $address } einem anderen Konto hinzufügen. Die Adresse gehört zu Ihrem Konto; deshalb wurde nichts geändert.
in-use-you = Waren Sie das, haben Sie zwei Konten. Melden Sie sich bei diesem an, und fügen Sie die andere Adresse hier hinzu, sobald Sie sie dort entfernt haben.
in-use-label = Bei diesem Konto anmelden
in-use-open = Um sich bei diesem Konto anzumelden, öffnen Sie diese Adresse in Ihrem Browser:

## Eine Adresse kam hinzu
added-subject = Ihrer Sammlung wurde eine Adresse hinzugefügt
added-heading = Ihre Sammlung hat eine neue Adresse
added-lead = Eine weitere Adresse wurde bestätigt und Ihrer Sammlung hinzugefügt. Badges, die an sie verliehen werden, liegen von nun an in Ihrer Sammlung.
added-you = Waren Sie das, brauchen Sie nichts zu tun.
added-label = Adressen ansehen
added-open = Um Ihre Adressen anzusehen, öffnen Sie dies in Ihrem Browser:
added-ignore = Waren Sie das nicht, entfernen Sie die Adresse dort und setzen Sie ein neues Passwort.

## Ein gesperrtes Passwort
locked-subject = Das Anmelden mit Passwort ist gesperrt
locked-heading = Ihr Passwort ist gesperrt
locked-lead = Für Ihr Konto wurde zehnmal hintereinander ein falsches Passwort eingegeben. Damit Ihre Badges sicher sind, ist das Anmelden mit Passwort gesperrt.
locked-still = Ihre Badges sind unberührt, und Sie können sich weiter mit einem Link anmelden, den wir Ihnen schicken.
locked-label = Link zum Anmelden holen
locked-open = Für einen Link zum Anmelden öffnen Sie diese Adresse in Ihrem Browser:
locked-title = Wen Sie fragen können
locked-unlock = Nur die Organisation, die Ihre Badges verliehen hat, kann das Passwort entsperren. Danach fordern Sie auf der Anmeldeseite ein neues an.
locked-unknown = Schreiben Sie an die Organisation, die Ihre Badges verliehen hat; ihre Adresse steht auf der Seite jedes Badges.
