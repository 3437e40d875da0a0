# Wszystko, co mówią wiadomości. Te same klucze co w en.ftl.

## Daty
date = { $day } { $month } { $year }
month-1 = stycznia
month-2 = lutego
month-3 = marca
month-4 = kwietnia
month-5 = maja
month-6 = czerwca
month-7 = lipca
month-8 = sierpnia
month-9 = września
month-10 = października
month-11 = listopada
month-12 = grudnia

## Nadawca i ramy
platform = Accolade
colon = :
sender-via = { $issuer } przez { $platform }
greeting = Dzień dobry, { $name },
greeting-nameless = Dzień dobry,
copy-hint = Jeśli przycisk nie działa, proszę skopiować ten adres do przeglądarki:
badges-more = { $badge } i jeszcze { $more }

## Wyróżnienie, które czeka
award-subject = Przyznano Ci wyróżnienie: { $badge }
award-heading = Przyznano Ci wyróżnienie
award-lead = { $issuer } przyznaje Ci tę odznakę. To podpisane poświadczenie Twojego osiągnięcia, a każdy, komu je pokażesz, może sprawdzić, że jest prawdziwe.
award-lead-many = { $count ->
    [few] { $issuer } przyznaje Ci te { $count } odznaki. Każda jest podpisanym poświadczeniem Twojego osiągnięcia, a każdy, komu ją pokażesz, może sprawdzić, że jest prawdziwa.
   *[other] { $issuer } przyznaje Ci { $count } odznak. Każda jest podpisanym poświadczeniem Twojego osiągnięcia, a każdy, komu ją pokażesz, może sprawdzić, że jest prawdziwa.
}
claim-label = Przyjmij odznakę
claim-label-many = Przyjmij odznaki
claim-open = Aby ją przyjąć, otwórz ten adres w przeglądarce:
claim-open-many = Aby je przyjąć, otwórz ten adres w przeglądarce:
claim-note = Wystarczy jedno kliknięcie. Jest to bezpłatne, podobnie jak konto, które przechowuje Twoją odznakę.
claim-note-many = Wystarczy jedno kliknięcie. Jest to bezpłatne, podobnie jak konto, które przechowuje Twoje odznaki.
claim-until = Link działa jeden raz, do { $date }. Później ten sam adres wyśle Ci nowy.

## Wyróżnienie już przyjęte
accepted-heading = Nowość w Twojej kolekcji
accepted-lead = { $issuer } przyznaje Ci tę odznakę. Ponieważ { $issuer } ma Twoje zaufanie, odznakę przyjęto za Ciebie; nie musisz nic robić.
accepted-lead-many = { $count ->
    [few] { $issuer } przyznaje Ci te { $count } odznaki. Ponieważ { $issuer } ma Twoje zaufanie, przyjęto je za Ciebie; nie musisz nic robić.
   *[other] { $issuer } przyznaje Ci { $count } odznak. Ponieważ { $issuer } ma Twoje zaufanie, przyjęto je za Ciebie; nie musisz nic robić.
}
accepted-label = Zobacz odznakę
accepted-label-many = Otwórz kolekcję
accepted-open = Aby ją zobaczyć, otwórz ten adres w przeglądarce:
accepted-open-many = Aby je zobaczyć, otwórz ten adres w przeglądarce:

## Przypomnienia
reminder-subject = Czeka na Ciebie: { $badge }
reminder-heading = Twoja odznaka czeka
reminder-heading-many = Twoje odznaki czekają
reminder-lead = { $issuer } przyznaje Ci tę odznakę z datą { $date }. Wciąż czeka, aż ją przyjmiesz.
reminder-lead-many = { $count ->
    [few] { $issuer } przyznaje Ci te { $count } odznaki. Wciąż czekają, aż je przyjmiesz.
   *[other] { $issuer } przyznaje Ci { $count } odznak. Wciąż czekają, aż je przyjmiesz.
}
reminder-last = To ostatnie przypomnienie. Odznaka pozostaje Twoja: { $issuer } w każdej chwili może wysłać Ci nowy link.
reminder-stop = { $count ->
    [one] Więcej przypomnień o tej odznace nie będzie.
    [few] Otrzymasz najwyżej { $count } przypomnienia. Ustaną, gdy tylko przyjmiesz odznakę albo powiesz, że jej nie chcesz.
   *[other] Otrzymasz najwyżej { $count } przypomnień. Ustaną, gdy tylko przyjmiesz odznakę albo powiesz, że jej nie chcesz.
}
reminder-unsubscribe = Aby nie otrzymywać żadnych przypomnień, napisz na { $address }.

## Wiadomość jeszcze raz
resend-subject = Twoja odznaka od { $issuer }: { $badge }
resend-heading = Oto Twoja odznaka
resend-heading-many = Oto Twoje odznaki
resend-lead = { $issuer } wysyła Ci jeszcze raz wiadomość o tej odznace. Link poniżej jest nowy; starsze prowadzą do tej samej odznaki, dopóki nie użyjesz jednego z nich.
resend-lead-kept = { $issuer } wysyła Ci jeszcze raz wiadomość o tej odznace. Jest już w Twojej kolekcji.

## Nowy link
fresh-subject = Twój nowy link: { $badge }
fresh-heading = Twój nowy link
fresh-heading-many = Twój nowy link
fresh-lead = Oto nowy link do przyjęcia tej odznaki od { $issuer }, o który prosisz.
fresh-lead-many = { $count ->
    [few] Oto nowy link do przyjęcia tych { $count } odznak, o który prosisz.
   *[other] Oto nowy link do przyjęcia { $count } odznak, o który prosisz.
}

## Odznaka cofnięta
revoked-subject = Już nieważna: { $badge }
revoked-heading = Odznaka została cofnięta
revoked-lead = { $issuer } cofa tę odznakę. Odtąd mówi o tym jej strona i każde sprawdzenie, także tam, gdzie ją udostępniono.
revoked-lead-many = { $count ->
    [few] { $issuer } cofa te { $count } odznaki. Odtąd mówią o tym ich strony i każde sprawdzenie, także tam, gdzie je udostępniono.
   *[other] { $issuer } cofa { $count } odznak. Odtąd mówią o tym ich strony i każde sprawdzenie, także tam, gdzie je udostępniono.
}
revoked-mistake = Jeśli uważasz, że to pomyłka, napisz do { $issuer }; można to odwrócić.
revoked-linkedin = Jeśli odznaka jest na LinkedIn lub gdzie indziej, usuń ją tam, proszę; inne strony same tego nie zauważą.

## Odznaka chwilowo nieważna
suspended-subject = Chwilowo nieważna: { $badge }
suspended-heading = Odznaka jest zawieszona
suspended-lead = { $issuer } zawiesza tę odznakę. Odtąd mówi o tym jej strona i każde sprawdzenie. Odznaka pozostaje w Twojej kolekcji i zachowuje adres.
suspended-lead-many = { $count ->
    [few] { $issuer } zawiesza te { $count } odznaki. Odtąd mówią o tym ich strony i każde sprawdzenie. Odznaki pozostają w Twojej kolekcji i zachowują adresy.
   *[other] { $issuer } zawiesza { $count } odznak. Odtąd mówią o tym ich strony i każde sprawdzenie. Odznaki pozostają w Twojej kolekcji i zachowują adresy.
}
suspended-back = Gdy przyczyna ustąpi, odznaka sama znów będzie ważna, także w udostępnionych plikach i linkach. Jeśli uważasz, że to pomyłka, napisz do { $issuer }.
suspended-back-many = Gdy przyczyna ustąpi, odznaki same znów będą ważne, także w udostępnionych plikach i linkach. Jeśli uważasz, że to pomyłka, napisz do { $issuer }.
suspended-renew-title = Czy chodzi o Twoje członkostwo?
suspended-renew = Odnowisz je tutaj:

## Odznaka znów ważna
reinstated-subject = Znów ważna: { $badge }
reinstated-heading = Twoja odznaka jest znów ważna
reinstated-heading-many = Twoje odznaki są znów ważne
reinstated-lead = Ta odznaka od { $issuer } jest znów ważna. Mówi o tym jej strona i każde sprawdzenie: pod tym samym adresem i w plikach, które masz.
reinstated-lead-many = { $count ->
    [few] Te { $count } odznaki od { $issuer } są znów ważne. Mówią o tym ich strony i każde sprawdzenie: pod tymi samymi adresami i w plikach, które masz.
   *[other] { $count } odznak od { $issuer } jest znów ważnych. Mówią o tym ich strony i każde sprawdzenie: pod tymi samymi adresami i w plikach, które masz.
}

## Odznaka odnowiona
renewed-subject = Odnowiona: { $badge }
renewed-heading = Twoja odznaka została odnowiona
renewed-heading-many = Twoje odznaki zostały odnowione
renewed-lead = { $issuer } odnawia tę odznakę. Zachowuje ona adres, a jej strona pokazuje nowe daty.
renewed-lead-many = { $count ->
    [few] { $issuer } odnawia te { $count } odznaki. Zachowują one adresy, a ich strony pokazują nowe daty.
   *[other] { $issuer } odnawia { $count } odznak. Zachowują one adresy, a ich strony pokazują nowe daty.
}
renewed-files = Plik pobrany wcześniej zawiera jeszcze stare daty. Tam, gdzie używasz odznaki jako pliku, pobierz ją ponownie.
renewed-linkedin = LinkedIn sam nie zauważy nowej daty końca. Jeśli odznaka jest w Twoim profilu, zmień datę w jej wpisie.

## Co mówi się o odznace
badge-reason = Przyczyna: { $reason }
badge-picture = Odznaka „{ $badge }” od { $issuer }
badge-by = Od { $issuer }
badge-issued = Wydano { $date }
badge-ends = Ważna do { $date }

## Pokazywanie
show-title = Jak pokazać odznakę
show-title-many = Jak pokazać odznaki
show-address = Adres Twojej odznaki:
show-address-of = Adres odznaki { $badge }:
show-address-later = Zadziała, gdy tylko odznaka stanie się publiczna.
show-address-later-many = Każdy adres zadziała, gdy tylko jego odznaka stanie się publiczna.
show-linkedin = Dodaj do profilu LinkedIn
show-linkedin-of = Dodaj { $badge } do profilu LinkedIn
show-linkedin-note = Formularz LinkedIn jest już wypełniony, z datą końca, jeśli odznaka ją ma; proszę tak zostawić. LinkedIn pokazuje logo { $issuer }, a nie obraz odznaki.
show-picture = Obraz powyżej można zapisać i użyć w podpisie, CV lub na stronie. Połącz go z adresem odznaki: obraz niczego nie dowodzi, adres tak.

## Prawdziwe i bezpieczne
safe-title = Czy ta wiadomość jest prawdziwa?
safe-authorised = Tak. { $issuer } zezwala na wiadomości o swoich odznakach z adresu { $address }, a każdy link do przyjęcia odznaki zaczyna się od { $host }.
safe-list = Była w spamie? Oznacz ją jako chcianą i dodaj { $address } do kontaktów lub bezpiecznych nadawców, aby nie przegapić następnej.

## Pomoc
help-title = Pytania?
help-issuer = { $issuer } odpowiada na pytania o wyróżnienie, Twoje nazwisko i daty.
help-email = E-mail:
help-web = Strona:
help-pages = Przyjmowanie, logowanie i udostępnianie objaśniono tutaj:

## Dlaczego ta wiadomość
why-award = Otrzymujesz tę wiadomość, ponieważ { $issuer } przyznaje Ci odznakę i podaje { $address } jako Twój adres.
why-award-many = Otrzymujesz tę wiadomość, ponieważ { $issuer } przyznaje Ci odznaki i podaje { $address } jako Twój adres.
why-asked = Otrzymujesz tę wiadomość, ponieważ ktoś poprosił o nią, podając adres { $address }.
why-account = Otrzymujesz tę wiadomość, ponieważ { $address } należy do konta u nas.
sent-by = Wysłano przez { $platform }, gdzie są odznaki od { $issuer }.
sent-by-platform = Wysłano przez { $platform } pod { $host }.
wrong-person = To nie do Ciebie? Nie używaj linku, tylko odpowiedz na tę wiadomość; zostanie to naprawione.

## Logowanie
sign-in-subject = Twój link do logowania
sign-in-heading = Zaloguj się do swojej kolekcji
sign-in-lead = Oto link do logowania, o który prosisz.
sign-in-label = Zaloguj się
sign-in-open = Aby się zalogować, otwórz ten adres w przeglądarce:
link-minutes = { $minutes ->
    [one] Link działa jeden raz, jeszcze przez minutę.
    [few] Link działa jeden raz, jeszcze przez { $minutes } minuty.
   *[other] Link działa jeden raz, jeszcze przez { $minutes } minut.
}
sign-in-ignore = Jeśli to nie Ty, nic nie rób. Bez tej wiadomości nikt się nie zaloguje.

## Potwierdzenie adresu
verify-subject = Potwierdź swój adres
verify-heading = Czy to Twój adres?
verify-lead = { $address } ma zostać dodany do Twojej kolekcji. Potwierdź, że należy do Ciebie. Odznaki przyznane na ten adres będą wtedy także w Twojej kolekcji.
verify-label = Potwierdź ten adres
verify-open = Aby go potwierdzić, otwórz to w przeglądarce:
verify-ignore = Jeśli to nie Ty, nic nie rób. Adres nie zostanie nikomu dodany.

## Adres należący do innego konta
in-use-subject = Ktoś chciał dodać Twój adres
in-use-heading = Twój adres jest już używany
in-use-lead = Ktoś zalogowany na innym koncie chciał dodać do niego { $address }. Adres należy do Twojego konta, więc nic nie zmieniono.
in-use-you = Jeśli to Ty, masz dwa konta. Zaloguj się na to konto i dodaj tu drugi adres, gdy już go tam usuniesz.
in-use-label = Zaloguj się na to konto
in-use-open = Aby zalogować się na to konto, otwórz ten adres w przeglądarce:

## Dodany adres
added-subject = Do Twojej kolekcji dodano adres
added-heading = Twoja kolekcja ma nowy adres
added-lead = Potwierdzono kolejny adres i dodano go do Twojej kolekcji. Odznaki przyznane na ten adres trafiają odtąd do niej.
added-you = Jeśli to Ty, nie musisz nic robić.
added-label = Zobacz adresy
added-open = Aby zobaczyć swoje adresy, otwórz to w przeglądarce:
added-ignore = Jeśli to nie Ty, usuń tam ten adres i ustaw nowe hasło.

## Zablokowane hasło
locked-subject = Logowanie hasłem jest zablokowane
locked-heading = Twoje hasło jest zablokowane
locked-lead = Dziesięć razy z rzędu podano błędne hasło do Twojego konta. Aby chronić Twoje odznaki, logowanie hasłem jest zablokowane.
locked-still = Twoje odznaki są nietknięte i nadal możesz logować się linkiem, który wysyłamy e-mailem.
locked-label = Wyślij link do logowania
locked-open = Aby otrzymać link do logowania, otwórz ten adres w przeglądarce:
locked-title = Kogo zapytać
locked-unlock = Hasło może odblokować tylko organizacja, która wydała Twoje odznaki. Potem poproś o nowe na stronie logowania.
locked-unknown = Napisz do organizacji, która wydała Twoje odznaki; jej adres jest na stronie każdej odznaki.
