### Words on pages. One message a key; the same keys in every language.

## Everywhere

skip-to-content = Przejdź do treści
demo-bar-label = Pokaz
demo-bar = To jest pokaz. Nic nie opuszcza tego komputera.
demo-bar-start = Strona startowa
demo-bar-mailbox = Skrzynka
nav-public = Główne
nav-footer = O tej witrynie
nav-verify = Sprawdź
nav-verify-long = Sprawdź odznakę
nav-help = Pomoc
nav-docs = Dla programistów
nav-wallet = Moje odznaki
nav-console = Konsola
nav-sign-in = Zaloguj się
footer-platform = Opublikowano w Accolade, otwartej platformie odznak.
sign-out = Wyloguj się
copy = Kopiuj
copied = Skopiowano
save = Zapisz
remove = Usuń
or = lub
accept = Przyjmij
decline = Odrzuć
manage = Zarządzaj
pager-label = Strony
pager-previous = Poprzednia
pager-next = Następna
pager-total = { $count ->
    [one] razem { $count }
    [few] razem { $count }
    [many] razem { $count }
   *[other] razem { $count }
}
contact-line = Pytania? Kontakt:
mail-not-there = Nie ma po kilku minutach? Zajrzyj do spamu i dodaj nadawcę do bezpiecznych.
date-long = { $day } { $month } { $year }
date-moment = { $date }, { $time } { $zone }
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
form-errors = { $count ->
    [one] Jedna rzecz wymaga poprawy
    [few] { $count } rzeczy wymagają poprawy
    [many] { $count } rzeczy wymaga poprawy
   *[other] { $count } rzeczy wymaga poprawy
}
field-optional = (opcjonalnie)
field-email = Adres e-mail
field-password = Hasło
field-current-password = Obecne hasło
field-new-password = Nowe hasło
field-new-password-hint = Dwanaście znaków lub więcej. Krótkie zdanie łatwo zapamiętać.

## States

state-valid = Ważna
state-expiring = Wkrótce wygasa
state-expired = Wygasła
state-suspended = Zawieszona
state-revoked = Cofnięta
state-unknown = Nie sprawdzono
state-not-yet = Jeszcze nie obowiązuje
standing-valid = Ta odznaka jest ważna.
standing-expiring = Ta odznaka jest ważna i wkrótce wygasa.
standing-expiring-on = Ta odznaka jest ważna do { $date }.
standing-expired = Ta odznaka wygasła.
standing-expired-on = Ta odznaka wygasła { $date }.
standing-suspended = Ta odznaka jest zawieszona.
standing-suspended-on = Ta odznaka jest zawieszona od { $date }.
standing-revoked = Ta odznaka została cofnięta i już się nie liczy.
standing-revoked-on = Ta odznaka została cofnięta { $date } i już się nie liczy.
standing-unknown = Nie udało się sprawdzić, czy ta odznaka nadal obowiązuje.
standing-not-yet = Ta odznaka jeszcze nie obowiązuje.
standing-not-yet-on = Ta odznaka obowiązuje od { $date }.
standing-reason = Podany powód: { $reason }
hold-membership = Członkostwo, od którego zależy, nie jest aktywne.
hold-credits = Brakuje wymaganych punktów.
hold-staff = Wystawca ją wstrzymał.
hold-dispute = Wystawca wyjaśnia dotyczącą jej sprawę.
remedy-membership = Odnowienie członkostwa przywraca ją pod tym samym adresem.
remedy-credits = Uzupełnienie punktów przywraca ją pod tym samym adresem.
remedy-expired = Zostaje tutaj, aby każdy widział, co i kiedy posiadano.
outcome-passed = zgadza się
outcome-remark = zgadza się, z uwagą
outcome-failed = nie zgadza się
outcome-unsure = nie udało się ustalić
outcome-skipped = nie sprawdzono
step-read = Odczyt
step-schema = Forma
step-proof = Podpis
step-issuer = Wystawca
step-validity = Okres ważności
step-status = Stan
step-refresh = Nowsza wersja
step-recipient = Odbiorca
step-endorsements = Poręczenia
trust-mark = Ufasz temu wystawcy

## Certificate of Authenticity

certificate-of-authenticity = Certyfikat autentyczności
certificate-title = { $badge } · Certyfikat autentyczności
certificate-title-of = { $badge } · { $name }
certificate-description = { $badge }, wystawca: { $issuer }, { $date }.
certificate-checked = Sprawdzono
certificate-awarded-to = Przyznano
certificate-issued = Wydana { $date } przez
certificate-valid-until = Ważna do { $date }
certificate-examined = Egzaminował podmiot { $body }, jak podaje wystawca
certificate-examined-endorsed = Egzaminował podmiot { $body }, który to potwierdził
certificate-manage = Zarządzaj tą odznaką
certificate-took = Co było potrzebne
certificate-work-required = Wymagana praca
certificate-about-badges = O odznakach: { $issuer }
certificate-about-issuer = { $issuer } w sieci
certificate-history = Historia
certificate-how-checked = Jak to sprawdzono
certificate-rosette = Delikatny wzór linii za odznaką powstaje z jej numeru i klucza wystawcy. Ta sama odznaka ma zawsze ten sam wzór. Jest dla oka; dowodem jest podpis.
certificate-verify-again = Sprawdź ponownie
certificate-files = Weź ją ze sobą
certificate-files-why = Każdy plik zawiera podpisaną odznakę. Każdy może ją sprawdzić tutaj albo w dowolnym programie do Open Badges.
file-pdf = Certyfikat (PDF)
file-png = Obraz odznaki (PNG)
file-svg = Obraz odznaki (SVG)
file-json = Podpisany dokument (JSON)
file-jwt = Podpisany token (JWT)
file-pdf-hint = Do druku.
file-png-hint = Do CV, witryny lub stopki. Odznaka jest w obrazie.
file-svg-hint = Ostry w każdym rozmiarze. Odznaka jest w obrazie.
file-json-hint = Dla innych portfeli.
file-jwt-hint = Dla systemów, które pytają o token.
file-no-pdf = { $issuer } nie oferuje certyfikatu do druku. Więcej powie obsługa członków.

## What is not there

missing-badge-title = Ta odznaka nie jest dostępna
missing-badge-meaning = Pod tym adresem nie ma publicznej odznaki. Może być prywatna, jeszcze nieopublikowana albo link jest niepełny.
missing-badge-advice = Jeśli ktoś przysłał Ci link, poproś o niego jeszcze raz. Jeśli to Twoja odznaka, zaloguj się, aby ją zobaczyć.
missing-erased-title = Tę odznakę usunięto
missing-erased-meaning = Poprosiła o to osoba, do której należała. Nic o niej nie jest tu przechowywane.
missing-erased-advice = Wystawca może powiedzieć więcej, jeśli mu wolno.
missing-portfolio-title = Nie ma tu portfolio
missing-portfolio-meaning = Nikt nie pokazuje portfolio pod tym adresem albo jest ono prywatne.
missing-portfolio-advice = Jeśli ktoś przysłał Ci link, poproś o niego jeszcze raz.

## Organizations and what they offer

issuer-title = { $issuer } · Odznaki
issuer-eyebrow = Wystawca cyfrowych odznak
issuer-offers = Co można zdobyć
issuer-offers-none = Na razie niczego tu nie ma. Nowe odznaki pojawią się tutaj.
issuer-register = Znajdź się w rejestrze
issuer-genuine = Czy to naprawdę oni?
issuer-genuine-text = Każda odznaka, której wystawcą jest { $issuer }, ma podpis kluczem ogłoszonym pod tym identyfikatorem. Zastąpione klucze pozostają ogłoszone, aby stare odznaki dało się sprawdzić.
issuer-did = Identyfikator
issuer-keys = Klucze publiczne
issuer-sender = Wiadomości o odznakach przychodzą z
about-badges-title = O tych odznakach
about-badges-what = Czym jest cyfrowa odznaka?
about-badges-what-text = To obraz z podpisanym dokumentem w środku. Mówi, co, przez kogo i kiedy osiągnięto, a każdy może sprawdzić, że powiedział to wystawca: { $issuer }.
about-badges-who = Kto może ją mieć?
about-badges-who-text = Każdy, kto spełnia wymagania odznaki i, gdzie to zaznaczono, ma członkostwo: { $issuer }.
about-badges-expire = Czy wygasają?
about-badges-expire-text = Każda odznaka mówi, jak długo obowiązuje. Ta, która się skończyła, zostaje pod swoim adresem i to mówi; odnowienie przywraca ją tam.
about-badges-how = Jak dostanę swoją?
about-badges-how-text = Przychodzi pocztą z linkiem. Otwórz link, przyjmij i zdecyduj, kto może ją widzieć. Konto nic nie kosztuje.
achievement-title = { $badge } · { $issuer }
achievement-eyebrow = Wymagana praca
achievement-archived = Tej odznaki już się nie przyznaje. Zdobyte pozostają ważne.
achievement-offered-by = Oferuje
achievement-level = Poziom
achievement-validity = Ważność
achievement-examined = Egzaminuje
achievement-work = Co trzeba zrobić
achievement-can = Co potrafi osoba z odznaką
achievement-ladder = Poziomy
achievement-aligned = Zgodna z
achievement-valid-months = { $months ->
    [one] Obowiązuje przez miesiąc od przyznania.
    [few] Obowiązuje przez { $months } miesiące od przyznania.
    [many] Obowiązuje przez { $months } miesięcy od przyznania.
   *[other] Obowiązuje przez { $months } miesiąca od przyznania.
}
achievement-valid-always = Obowiązuje bez końca.
achievement-valid-status = Obowiązuje tak długo, jak to, na czym się opiera. Jej strona zawsze mówi, czy obowiązuje dziś.
achievement-valid-version = Tak jak wtedy, gdy przyznawano według niej odznaki. Każda odznaka mówi, jak długo obowiązuje.
portfolio-title = Odznaki: { $name }
portfolio-eyebrow = Portfolio
portfolio-manage = Zmień, co widać
portfolio-empty = Nie ma tu jeszcze publicznych odznak.
portfolio-senior-note = Z każdej serii widać tylko najwyższą odznakę.
portfolio-note = Każda odznaka otwiera certyfikat swojego wystawcy ze stanem na dziś.

## Verify

verify-title = Sprawdź odznakę
verify-heading = Czy ta odznaka jest autentyczna?
verify-lead = Upuść tu odznakę, wklej jej link albo wybierz plik. Można sprawdzić każdą odznakę Open Badges dowolnego wystawcy.
verify-paste = Link albo sama odznaka jako tekst
verify-file = Wybierz plik albo upuść go tutaj
verify-hint = Obrazy (PNG, SVG), JSON, tokeny (JWT), certyfikaty (PDF), kody QR na obrazach. Do 12 MB.
verify-recipient-summary = Czy przyznano ją konkretnej osobie?
verify-recipient = Adres e-mail tej osoby
verify-recipient-hint = Jest porównywany z odznaką, a potem zapominany.
verify-button = Sprawdź
verify-privacy = Odznaka nie jest przechowywana. Przez 30 dni odnotowane są tylko wynik, wystawca i skrót odznaki, bez nazwisk. Pobierane są tylko dokumenty, które wskazuje sama odznaka.
verify-verdict = Wynik
verify-authentic = Autentyczna?
verify-state = Nadal ważna?
verify-in-force = Tak. Dziś obowiązuje.
verify-holds = Odznaki w tym wykazie: { $count }
verify-nameless = Odznaka bez nazwy
verify-steps = Krok po kroku
verify-open-page = Otwórz jej certyfikat autentyczności
verify-compare = Zobacz, co wystawca pokazuje pod tym adresem
verify-at = Sprawdzono
verify-by = przez { $site }
verify-fetched = { $count ->
    [0] Niczego nie trzeba było pobierać.
    [one] Pobrano do tego jeden dokument.
    [few] Pobrano do tego { $count } dokumenty.
    [many] Pobrano do tego { $count } dokumentów.
   *[other] Pobrano do tego { $count } dokumentu.
}
verify-again = Sprawdź ponownie
verify-fetched-list = Co pobrano
verify-only-claims = Tak mówi o sobie sama odznaka. Nic z tego nie jest dowiedzione.
verify-used = Czego użyto, ze skrótem każdego
verify-used-why = Przy każdym dokumencie stoi SHA-256 jego bajtów, aby każdy mógł później wykazać, na czym opiera się ten werdykt.
verify-given = Co podano
verify-issuer-id = Identyfikator wystawcy
verify-contexts = Konteksty, które mówią, co znaczą jej słowa; nigdy się ich nie pobiera
verify-not-had = Nie udało się go pobrać.
verify-another = Sprawdź inną odznakę
verdict-valid = Ważna
verdict-valid-issuer-unknown = Ważna, wystawca tu nieznany
verdict-unverifiable = Nie udało się sprawdzić
verdict-unverifiable-meaning = Czegoś nie dało się pobrać lub odczytać. To nie znaczy ani tak, ani nie.
verdict-invalid = Nieważna
verdict-invalid-meaning = Co najmniej jeden krok się nie zgadza. Nie polegaj na tej odznace.
verdict-no-badge = Nie znaleziono odznaki
verdict-no-badge-meaning = Nie ma tu nic do sprawdzenia.
authentic-yes = Tak. Podpisał ją wystawca i nie została zmieniona.
authentic-no = Nie. To nie to, co podpisał wystawca.
authentic-unknown = Nie udało się tego ustalić.

verify-nothing = Nie było czego sprawdzać. Wybierz plik albo wklej link lub samą odznakę.
verify-empty-file = Plik jest pusty. Wybierz go ponownie albo pobierz jeszcze raz.
verify-too-large = Plik ma ponad 12 MB. Odznaki są mniejsze; czy to właściwy?
check-unavailable = Podpisu nie dało się teraz sprawdzić. Sprawdź ponownie za chwilę.
badge-picture = Odznaka: { $badge }, { $issuer }
fact-awarded-to = Przyznano
fact-issued-by = Wystawca
fact-only-key = znany tylko ze swojego klucza { $key }
fact-issued-on = Wydano
fact-valid-from = Ważna od
fact-valid-until = Ważna do
fact-format = Format
fact-narrative = Co zrobiono
fact-evidence = Dowody

## Claiming

claim-title = Odznaka od: { $issuer }
claim-from = Od: { $issuer }
claim-heading = { $count ->
    [one] Masz nową odznakę
    [few] Masz { $count } nowe odznaki
    [many] Masz { $count } nowych odznak
   *[other] Masz { $count } nowej odznaki
}
claim-heading-name = { $count ->
    [one] { $name }, masz nową odznakę
    [few] { $name }, masz { $count } nowe odznaki
    [many] { $name }, masz { $count } nowych odznak
   *[other] { $name }, masz { $count } nowej odznaki
}
claim-issued = Przyznano { $date }
claim-button = Zapisz w moich odznakach
claim-decline = Nie, dziękuję
claim-next-known = Trafi do portfela { $address }. Nikt jej nie zobaczy, zanim jej nie upublicznisz.
claim-next-new = Powstanie darmowy portfel dla { $address }. Nikt nie zobaczy odznaki, zanim jej nie upublicznisz.
trust-issuer = Zaufaj: { $issuer }
trust-issuer-hint = Kolejne odznaki są przyjmowane bez pytania. Możesz to zmienić w każdej chwili.
claim-used-title = Ten link został już użyty
claim-used-meaning = Odznaka jest już w Twoim portfelu. Nic nie przepadło.
claim-expired-title = Ten link jest za stary
claim-expired-meaning = Linki w wiadomościach o odznakach działają 30 dni. Sama odznaka nadal na Ciebie czeka.
claim-mangled-title = Ten link jest niepełny
claim-mangled-meaning = Niektóre programy pocztowe łamią długie linki. Skopiuj z wiadomości cały adres albo zaloguj się adresem, na który ją wysłano.
claim-withdrawn-title = Tej odznaki już się nie oferuje
claim-withdrawn-meaning = Wystawca wycofał ją po wysłaniu wiadomości.
claim-fresh = Przyślij mi nowy link
claim-fresh-hint = Trafi na { $address }, adres, na który przyznano odznakę.
claim-fresh-sent = Nowy link jest w drodze na { $address }.
claim-sign-in = Zaloguj się
claim-sign-in-hint = Tam widać odznaki, które na Ciebie czekają.
claim-sign-in-instead = Albo zaloguj się i znajdź ją tam

## Signing in

sign-in-title = Zaloguj się do swoich odznak
sign-in-lead = Użyj dowolnego adresu, na który wysłano odznakę.
sign-in-console-title = Zaloguj się do konsoli
sign-in-console-lead = Dla pracowników organizacji, które wystawiają odznaki.
sign-in-by-link = Przyślij mi link do logowania
sign-in-by-link-hint = Najszybciej, bez hasła.
sign-in-by-password = Zaloguj się hasłem
sign-in-refused = Adres i hasło do siebie nie pasują. Sprawdź oba albo poproś o link do logowania.
sign-in-locked = Logowanie hasłem jest na tym koncie zablokowane.
sign-in-locked-why = Było dziesięć nieudanych prób z rzędu. Link wysłany pocztą nadal działa. Pracownicy Twojej organizacji mogą odblokować hasło.
sign-in-slow = { $seconds ->
    [one] Za dużo prób z tego miejsca. Spróbuj ponownie za sekundę.
    [few] Za dużo prób z tego miejsca. Spróbuj ponownie za { $seconds } sekundy.
    [many] Za dużo prób z tego miejsca. Spróbuj ponownie za { $seconds } sekund.
   *[other] Za dużo prób z tego miejsca. Spróbuj ponownie za { $seconds } sekundy.
}
sign-in-link-sent = Jeśli { $address } jest tu znany, link jest w drodze.
sign-in-help = Kłopot z logowaniem?
sign-in-help-link = Co możesz zrobić
landing-title = Jedno kliknięcie, aby się zalogować
landing-lead = Logujesz się jako { $address }.
landing-button = Zaloguj się
landing-why = Kliknięcie upewnia, że to Ty, a nie program, który otwiera linki w wiadomościach.
landing-address-title = Jedno kliknięcie, aby potwierdzić adres
landing-address-lead = { $address } będzie wtedy należeć do Twojego konta, razem z wysłanymi tam odznakami.
landing-address-button = Potwierdź
landing-spent-title = Ten link już nie działa
landing-spent-lead = Linki do logowania działają raz i krótko.
landing-spent-button = Weź nowy

## Wallet

wallet-brand = Moje odznaki
wallet-title = Moje odznaki
nav-wallet-label = Portfel
nav-badges = Odznaki
nav-profile = Mój profil
nav-portfolio = Portfolio
wallet-waiting = { $count ->
    [one] Czeka na Ciebie jedna odznaka
    [few] Czekają na Ciebie { $count } odznaki
    [many] Czeka na Ciebie { $count } odznak
   *[other] Czeka na Ciebie { $count } odznaki
}
wallet-accept-all = Przyjmij wszystkie ({ $count })
wallet-tabs = Odznaki według tego, co z nimi zrobiono
wallet-earned = Zdobyte
wallet-declined = Odrzucone
wallet-empty-title = Nie ma tu jeszcze odznak
wallet-empty-looked = Tu pojawiają się odznaki wysłane na te adresy:
wallet-empty-advice = Czy któraś trafiła na inny Twój adres? Dodaj go, a znajdzie się.
wallet-empty-add = Dodaj adres
visibility-public = Publiczna
visibility-public-meaning = Każdy może ją otworzyć, a wyszukiwarki mogą ją pokazać.
visibility-link = Tylko z linkiem
visibility-link-meaning = Otworzy ją każdy, kto ma link. Nigdzie nie jest wymieniona.
visibility-private = Prywatna
visibility-private-meaning = Widzisz ją tylko Ty. Rozdane linki przestają działać.
badge-open-certificate = Otwórz certyfikat
badge-declined = Ta odznaka została przez Ciebie odrzucona. Nikt jej nie widzi.
badge-take-back = Jednak ją wezmę
badge-renew = Odnów członkostwo
badge-recertify = Certyfikuj się ponownie
badge-visibility = Kto może ją widzieć
share-title = Pokaż ją
share-linkedin-profile = Dodaj do profilu LinkedIn
share-linkedin-post = Opublikuj na LinkedIn
share-x = Opublikuj na X
share-facebook = Opublikuj na Facebooku
share-mail = Napisz wiadomość
share-linkedin-note = LinkedIn pokazuje logo organizacji, a nie obraz odznaki; link do niej jest pod „Pokaż poświadczenie”. Późniejszych zmian nie śledzi: po odnowieniu popraw tam datę końca.
share-address = Adres odznaki
share-mail-to = Wyślij komuś link
share-mail-hint = Wiadomość wychodzi stąd i podaje Twoje nazwisko. Wysyła się raz.
share-mail-send = Wyślij
share-words = Mam odznakę „{ $badge }”, wystawca: { $issuer }.
share-private = Odznaka jest prywatna. Aby ją pokazać, wybierz powyżej publiczną lub tylko z linkiem.
signature-title = Wstaw ją do stopki wiadomości
signature-lead = Pobierz poniższy obraz PNG, wstaw go do stopki i połącz z adresem odznaki.
signature-gmail = Gmail: Ustawienia, „Zobacz wszystkie ustawienia”, Podpis. Wstaw obraz, zaznacz go i dodaj link.
signature-outlook = Outlook: Ustawienia, Konta, Podpisy. Wstaw obraz, zaznacz go i dodaj link (Ctrl+K).
signature-apple = Apple Mail: Ustawienia, Podpisy. Przeciągnij obraz, zaznacz go i wybierz Edycja, Dodaj łącze.
signature-thunderbird = Thunderbird: Konfiguracja konta, Treść podpisu, „Użyj HTML”. Wklej poniższe wiersze.
signature-static = Obraz w wiadomości nigdy się nie zmienia. Tylko link pokazuje, czy odznaka jest nadal ważna.
signature-html = Podpis jako HTML
downloads-title = Pobierz
badge-wrong = Coś się nie zgadza?
badge-wrong-text = Nazwiska i daty może zmienić tylko wystawca: { $issuer }. Poproś o to, a odznaka zostanie poprawiona wszędzie naraz, pod tym samym adresem.
badge-correction-waiting = Prośba o poprawkę czeka, odbiorca: { $issuer }. Odpowiedzi jeszcze nie ma.
badge-give-back = Odrzuć tę odznakę
badge-give-back-hint = Zostanie ukryta przed wszystkimi. Możesz ją później odzyskać.

## My Profile

profile-title = Mój profil
profile-addresses = Adresy e-mail
profile-addresses-lead = Dodaj każdy adres, na który wysłano odznaki, a wszystkie spotkają się tutaj.
profile-addresses-hint = Na nowy adres wyślemy link. Usunięcie adresu nigdy nie usuwa odznaki.
profile-address-primary = Pierwszy adres
profile-address-badges = { $count ->
    [0] nie przyszła nim żadna odznaka
    [one] przyszła nim jedna odznaka
    [few] przyszły nim { $count } odznaki
    [many] przyszło nim { $count } odznak
   *[other] przyszło nim { $count } odznaki
}
profile-address-unverified = Czeka, aż otworzysz wysłany link
profile-address-verify = Wyślij link ponownie
profile-address-make-primary = Używaj najpierw
profile-add-address = Inny adres
profile-add-address-button = Dodaj
profile-portfolio = Portfolio
field-handle = Adres portfolio
field-handle-hint = Litery, cyfry i łączniki. Stoi na końcu linku: /p/…
field-levels = Gdy masz kilka poziomów jednej serii
field-levels-all = Pokaż każdy poziom
field-levels-all-hint = Wszystkie odznaki, które są publiczne.
field-levels-senior = Pokaż tylko najwyższy
field-levels-senior-hint = Pozostałe są ukryte, nie usunięte. Możesz to później zmienić.
field-published = Opublikuj portfolio
field-published-hint = Pokazuje tylko publiczne odznaki.
field-job-title = Stanowisko
field-company = Firma
profile-would-hide = { $count ->
    [one] „Tylko najwyższy” ukrywa tę odznakę:
    [few] „Tylko najwyższy” ukrywa te { $count } odznaki:
    [many] „Tylko najwyższy” ukrywa te { $count } odznak:
   *[other] „Tylko najwyższy” ukrywa te { $count } odznaki:
}
profile-trust = Zaufani wystawcy
profile-trust-lead = Nowe odznaki zaufanego wystawcy są przyjmowane bez pytania. To Twoja notatka i innym niczego nie dowodzi.
profile-trust-none = Nie ufasz jeszcze żadnemu wystawcy. Możesz to zrobić, przyjmując odznakę.
profile-trust-since = od { $date }
profile-untrust = Przestań ufać
profile-password = Hasło
profile-password-lead = Zawsze możesz też zalogować się linkiem z wiadomości.
profile-password-none = Logujesz się linkami z wiadomości. Ustaw hasło, jeśli wolisz je wpisywać.
profile-password-change = Zmień hasło
profile-password-set = Ustaw hasło

## Console

nav-console-label = Konsola
nav-today = Dziś
nav-today-waiting = czeka
nav-achievements = Odznaki
nav-credentials = Przyznane
nav-imports = Import
nav-members = Członkowie
nav-rules = Reguły
nav-settings = Ustawienia
nav-issuers = Organizacje
nav-public-page = Strona publiczna
cancel = Anuluj
number = { $value }
nothing-found = Nic nie znaleziono
filter-button = Pokaż
filter-clear = Pokaż wszystko
filter-search = Nazwisko, adres lub numer
filter-search-members = Nazwisko, adres lub numer
filter-state = Stan
filter-any-state = Dowolny stan
filter-achievement = Odznaka
filter-any-achievement = Dowolna odznaka
filter-acceptance = Odbiorca
filter-any-acceptance = Dowolnie
filter-membership = Członkostwo
filter-any-membership = Dowolne członkostwo
membership-active = Aktywne
acceptance-pending = Czeka
acceptance-accepted = Przyjęta
acceptance-declined = Odrzucona
column-line = Wiersz
column-column = Kolumna
column-value = Wartość
column-reason = Dlaczego, i co byłoby dobrze
column-recipient = Przyznano
column-contact = Adres lub numer
column-badge = Odznaka
column-issued = Wydano
column-state = Stan
column-acceptance = Odbiorca
column-file = Plik
column-kind = Rodzaj
column-when = Przesłano
column-stands = Stan
column-outcome = Wynik
column-change = Zmiana
column-effect = Co z tego wynika
column-name = Nazwa
column-number = Numer
column-address = Adres
column-membership = Członkostwo
column-until = Do
column-key = Klucz
column-signs-from = Podpisuje od
column-signs-until = Do
column-slug = Adres
column-since = Tutaj od
column-vouched = Poręczenie

## Set-up

set-up-title = Witamy w konsoli
set-up-lead = Ustaw hasło dla { $address } i gotowe.
set-up-button = Zaloguj się
set-up-spent-title = Ten link został już użyty
set-up-spent-lead = Zaloguj się hasłem, aby kontynuować.
field-organization = Nazwa organizacji
field-organization-hint = Stoi na każdej odznace jako wystawca.
field-slug = Krótka nazwa do adresów
field-slug-hint = Małe litery, cyfry i łączniki. Staje się częścią identyfikatora, pod którym podpisuje się odznaki, i nigdy się nie zmienia.
field-contact-email = Adres kontaktowy
field-contact-email-hint = Widoczny dla osób, które mają pytanie.
field-time-zone = Strefa czasowa
field-time-zone-hint = Daty na odznakach to dni w tej strefie, na przykład Europe/London.
field-your-name = Twoje imię i nazwisko

## Today

today-first = Pierwsze kroki
today-done = gotowe
today-decide = Wymaga decyzji
today-nothing = Nic na Ciebie nie czeka.
today-figures = W liczbach
today-lately = Ostatnio

## Badges that can be earned

achievements-new = Nowa odznaka
achievements-empty-title = Nie ma jeszcze odznak
achievements-empty = Odznaka ma nazwę, mówi, co trzeba zrobić, aby ją zdobyć, i ma obraz. Zaprojektuj pierwszą.
achievements-awarded = { $count ->
    [0] jeszcze nieprzyznana
    [one] przyznana raz
    [few] przyznana { $count } razy
    [many] przyznana { $count } razy
   *[other] przyznana { $count } raza
}
achievements-archived = już nieprzyznawana
achievement-form-what = Co mówi
achievement-form-series = Seria
achievement-form-validity = Jak długo obowiązuje
achievement-form-looks = Jak wygląda
achievement-form-preview = Podgląd
achievement-form-preview-alt = Odznaka narysowana z tego formularza
achievement-form-preview-hint = Na obrazie stoi nazwa i Twoja organizacja. Musi się czytać także w małym rozmiarze.
achievement-form-preview-button = Narysuj
achievement-form-awarded = { $count ->
    [one] Przyznano ją raz. Tamta odznaka zachowuje to, co podpisano; jej strona pokazuje nowe słowa.
    [few] Przyznano ją { $count } razy. Tamte odznaki zachowują to, co podpisano; ich strony pokazują nowe słowa.
    [many] Przyznano ją { $count } razy. Tamte odznaki zachowują to, co podpisano; ich strony pokazują nowe słowa.
   *[other] Przyznano ją { $count } raza. Tamte odznaki zachowują to, co podpisano; ich strony pokazują nowe słowa.
}
achievement-archive-title = Przestań ją przyznawać
achievement-archive-text = Nic więcej się nie przyznaje, ani ręcznie, ani regułami. Zdobyte odznaki zostają takie, jakie są. Nie można do tego wrócić.
achievement-archive = Przestań przyznawać tę odznakę
field-badge-name = Nazwa
field-badge-name-hint = Na tyle krótka, by dała się przeczytać na obrazie.
field-summary = W jednym zdaniu
field-summary-hint = Co udowodniła osoba, która ją ma.
field-criteria = Wymagana praca
field-criteria-hint = Co trzeba zrobić, aby ją zdobyć. Listy i linki jak w Markdown.
field-progression = Seria
field-progression-hint = Odznaki jednej serii mają wspólną ramę. Można pokazywać tylko najwyższą.
field-level = Poziom
field-rank = Miejsce w serii
field-rank-hint = 1 to najniższe.
field-validity = Obowiązuje
field-validity-status = dopóki spełnione są jej warunki
field-validity-status-hint = Na przykład aktywne członkostwo. Odnowienie przywraca ją wszędzie naraz.
field-validity-dated = przez określony czas
field-validity-dated-hint = Koniec jest podpisany w odznace. Po odnowieniu trzeba ją pobrać ponownie.
field-valid-months = Miesiące, gdy czas jest określony; puste oznacza brak końca
field-examined-by = Podmiot egzaminujący
field-examined-by-hint = Gdy ocenia ktoś inny, podaj kto.
field-shape = Kształt
field-icon = Ikona
field-colour = Kolor
field-metal = Metal
field-image = Zamiast tego własny obraz
field-image-hint = PNG, SVG, JPEG lub WebP, do 10 MB. Najlepiej kwadrat o boku 600 pikseli lub więcej.
shape-medallion = Medalion
shape-shield = Tarcza
shape-hexagon = Sześciokąt
shape-seal = Pieczęć ze wstążką
shape-bar = Pasek
metal-none = Brak
metal-bronze = Brąz
metal-silver = Srebro
metal-gold = Złoto

## Awarding

award-title = Przyznaj odznakę
award-lead = Jednej osobie.
award-many = Wielu osobom: zaimportuj plik.
award-more = Powód, dowody, sygnatura
award-button = Przyznaj
award-nothing-title = Nie ma jeszcze czego przyznać
award-nothing = Najpierw zaprojektuj odznakę.
field-achievement = Odznaka
field-recipient-email = Adres e-mail tej osoby
field-recipient-email-hint = Trafi tam link. Na odznace nigdy go nie widać.
field-recipient-name = Imię i nazwisko
field-recipient-name-hint = Tak, jak ma stać na odznace, w dowolnym piśmie.
field-member-number = Numer członkowski
field-awarded-at = Przyznano dnia
field-awarded-at-hint = Puste oznacza dziś.
field-valid-until = Ważna do
field-valid-until-hint = Puste oznacza tak, jak mówi odznaka.
field-narrative = Co zrobiono
field-narrative-hint = Widoczne przy dowodach, jeśli je pokazujesz.
field-evidence-url = Link do dowodów
field-reference = Twoja sygnatura
field-reference-hint = Ta sama sygnatura nigdy nie jest przyznawana dwa razy.
field-notify = Wyślij wiadomość od razu
field-notify-hint = Inaczej czeka w portfelu bez wiadomości.
credentials-empty-title = Jeszcze niczego nie przyznano
credentials-empty = Przyznaj jedną odznakę albo zaimportuj plik z wieloma.
credentials-nothing-found = Żadna odznaka nie spełnia wszystkiego naraz. Opuść jeden z warunków.
credential-facts = W aktach
credential-public = Certyfikat autentyczności
credential-not-public = Jej certyfikat autentyczności nie jest jeszcze publiczny. Odbiorca decyduje, kto może go otworzyć.
credential-acts = Co możesz zrobić
credential-resend = Wyślij wiadomość ponownie
credential-no-acts = Z tą odznaką nic więcej nie można zrobić.
credential-events = Co się wydarzyło
act-revoke-title = Cofnij
act-revoke-effect = Odznaka jest zabierana na dobre. Jej strona i każdy sprawdzający mówią to od razu, a reguły jej już nie przyznają. Odbiorca dostaje wiadomość.
act-revoke-button = Cofnij tę odznakę
act-suspend-title = Zawieś
act-suspend-effect = Odznaka jest wstrzymana, dopóki jej nie przywrócisz. Jej strona i każdy sprawdzający mówią to od razu. Adres się nie zmienia.
act-suspend-button = Zawieś tę odznakę
act-reinstate-title = Przywróć
act-reinstate-effect = Twoje zawieszenie zostaje zdjęte. Odznaka jest od razu ważna, chyba że wstrzymuje ją coś innego.
act-reinstate-button = Przywróć tę odznakę
act-correct-title = Popraw nazwisko
act-correct-effect = Odznaka jest podpisywana na nowo z poprawionym nazwiskiem, pod tym samym adresem. Obraz, strona i pliki zmieniają się od razu.
act-correct-button = Popraw
field-revoke-reason = Powód
field-revoke-reason-hint = Zostaje w aktach i jest widoczny na stronie odznaki, jeśli tak mówią ustawienia.
field-suspend-reason = Powód
field-suspend-reason-hint = Zostaje w aktach. Strona mówi tylko, że odznaka jest wstrzymana.
field-reinstate-reason = Powód
field-reinstate-reason-hint = Zostaje w aktach, tylko dla pracowników.
field-correct-name = Nazwisko takie, jak powinno być
field-correct-name-hint = W dowolnym piśmie, ze znakami diakrytycznymi.

## Import

import-title = Importuj plik
import-lead = Nic się nie zmieni, zanim nie zobaczysz, co by się zmieniło.
import-button = Pokaż, co by się zmieniło
import-runs = Wcześniejsze pliki
import-batches = Pliki z odznakami do przyznania
import-kept-no-longer = Plik nie jest już przechowywany. Zaimportuj go na nowo, aby według niego przyznać odznaki.
import-kept-until = Plik jest przechowywany do: { $date }. Nie trzeba go wysyłać jeszcze raz.
import-given-up = Praca skończyła się, zanim doszła do każdego wiersza. Kontynuuj, a zacznie się tam, gdzie stanęła: żaden wiersz nie zostanie wzięty dwa razy.
import-resume = Kontynuuj
import-members = Członkowie
import-members-hint = Kto ma członkostwo i do kiedy. Odznaki, które go wymagają, idą za tym.
import-certifications = Certyfikacje
import-certifications-hint = Kto co zdał. Twoje reguły decydują, kto dostaje odznakę.
import-awards = Odznaki do przyznania
import-awards-hint = Jeden wiersz to jedna odznaka, cokolwiek mówią reguły.
field-import-kind = Co w nim jest
field-import-file = Plik
field-import-file-hint = CSV z wierszem nagłówka. Przecinki, średniki lub tabulatory, w każdym zwykłym kodowaniu.
import-read-as = Odczytano jako { $encoding }, między komórkami są { $separator }, { $rows }.
import-would = To by się zmieniło
import-apply = Wprowadź te zmiany
import-nothing-yet = Nic jeszcze nie zmieniono.
import-no-change = Wszystko to już jest w aktach. Nie ma czego wprowadzać.
import-becomes = Wiersz po wierszu
import-more-rows = { $count ->
    [one] Jeszcze jeden wiersz zmienia się tak samo.
    [few] Jeszcze { $count } wiersze zmieniają się tak samo.
    [many] Jeszcze { $count } wierszy zmienia się tak samo.
   *[other] Jeszcze { $count } wiersza zmienia się tak samo.
}
import-errors = { $count ->
    [one] Jeden wiersz wymaga uwagi
    [few] { $count } wiersze wymagają uwagi
    [many] { $count } wierszy wymaga uwagi
   *[other] { $count } wiersza wymaga uwagi
}
import-errors-lead = Wiersze bez błędów są przyjmowane. Pobierz te, popraw je i zaimportuj tamten plik.
import-fix-file = Pobierz te wiersze
import-applying = Wprowadzanie zmian
import-progress = { $done } z { $total }
import-leave = Możesz opuścić tę stronę. Praca trwa, nawet jeśli serwer zostanie uruchomiony ponownie.
import-see-credentials = Zobacz odznaki
import-another = Importuj inny plik
run-reading = w trakcie odczytu
run-previewed = czeka na Ciebie
run-applying = w trakcie wprowadzania
run-applied = wprowadzony
run-stopped = zatrzymany
run-partial = przerwany przed końcem
row-new = nowy
row-changed = zmieniony
row-lapsed = wygasa
row-restored = wraca
row-same = bez zmian
row-skipped = pominięty

## Members and rules

members-empty-title = Nie ma jeszcze członków
members-empty = Zaimportuj plik członków albo niech przyśle go Wasz system członkowski.
members-nothing-found = Nikt nie spełnia wszystkiego naraz. Opuść jeden z warunków.
rules-lead = Reguła mówi, kto dostaje którą odznakę, i dba o jej prawdziwość, gdy członkostwa się kończą i wracają.
rules-new = Nowa reguła
rules-empty-title = Nie ma jeszcze reguł
rules-empty = Bez reguł odznaki przyznaje się tylko pojedynczo lub plikiem.
rules-paused = Wstrzymana
rules-pause = Wstrzymaj
rules-resume = Wznów
rules-pause-hint = Wstrzymana reguła niczego nie przyznaje, nie zawiesza i nie przywraca. Odznaki zostają, jakie są.
rules-save = Zapisz i przyznaj
rules-save-hint = Kto ją spełnia, dostaje odznakę teraz, a kto spełni ją później, wtedy.
rule-needs-membership = Aktywne członkostwo
rule-needs-membership-hint = Gdy się kończy, odznaka jest zawieszana. Gdy zostaje odnowione, odznaka jest znów ważna.
rule-needs-certification = Zdana certyfikacja
rule-needs-certification-hint = Tak, jak mówi plik certyfikacji.
field-rule-name = Nazwa reguły
field-rule-achievement = dostaje tę odznakę
field-rule-needs = Każdy, kto ma
field-rule-certification = Certyfikacja
field-rule-level = Poziom
field-rule-level-hint = Tak, jak zapisano go w pliku.

## Settings

settings-profile = Organizacja
settings-keys = Klucze podpisu
settings-api-keys = Klucze API
settings-staff = Pracownicy
settings-shown = Co widzą inni
settings-contact = Kogo pytają odbiorcy
settings-programme = Program
settings-mails = Wiadomości e-mail
settings-did = Odznaki są podpisywane pod tym identyfikatorem, który nigdy się nie zmienia:
field-about = O organizacji
field-site = Witryna
field-accent = Kolor akcentu
field-accent-hint = Przyciemniany lub rozjaśniany tam, gdzie trudno byłoby go czytać.
field-visible-from = Strona odznaki otwiera się
visible-from-publish = gdy odbiorca ją upubliczni
visible-from-publish-hint = Najbardziej prywatny wybór.
visible-from-accept = gdy odbiorca ją przyjmie
visible-from-accept-hint = Może ją znów uczynić prywatną.
visible-from-issue = gdy zostanie wydana
visible-from-issue-hint = Tylko gdy zgodziła się na to każda z tych osób.
field-name-shown = Nazwisko odbiorcy
name-shown-signed = jest podpisane w odznace
name-shown-signed-hint = Przeczyta je każdy, kto sprawdza plik.
name-shown-page = stoi tylko na stronie
name-shown-page-hint = Pliki nie zawierają nazwiska.
name-shown-none = nie jest pokazywane
name-shown-none-hint = Tylko ta osoba może pokazać, że odznaka jest jej.
field-linkedin = Numer strony LinkedIn
field-linkedin-hint = LinkedIn pokaże wtedy Wasze logo przy odznakach dodanych do profili.
field-reminder-days-hint = Do trzech dni po pierwszej wiadomości, w których przypominamy o odznace, która wciąż czeka, na przykład 30, 60, 120. Puste: bez przypomnień.
field-reminder-days = Przypomnij po (dniach)
field-mail-intro-hint = Akapit nad odznaką, w wiadomościach o przyznaniu i przypomnieniach. Zwykły tekst, do 1000 znaków, w dowolnym języku: każdy dostaje go tak, jak jest zapisany.
field-mail-intro = Wstęp
field-mail-subject-hint = Wpisz { "{badge}" } tam, gdzie ma stać nazwa odznaki, a { "{issuer}" } jako nazwę swojej organizacji. Puste: zwykły temat.
field-mail-subject = Temat wiadomości o przyznaniu
keys-lead = Odznaki są podpisywane najnowszym kluczem. Starsze klucze publiczne pozostają ogłoszone na zawsze, aby stare odznaki dało się sprawdzić.
keys-current = podpisuje teraz
keys-rotate-title = Zastąp klucz
keys-rotate-text = Od teraz podpisuje nowy klucz. Dla istniejących odznak nic się nie zmienia. Dobrze to robić raz w roku.
keys-rotate = Utwórz nowy klucz
api-keys-lead = Wasze systemy przyznają nimi i czytają odznaki.
api-keys-none = Nie ma jeszcze kluczy.
api-keys-fresh = Skopiuj klucz teraz. Widać go tylko ten jeden raz.
api-keys-secret = Nowy klucz
api-keys-made = utworzony { $date }
api-keys-used = ostatnio użyty { $date }
api-keys-never-used = nigdy nieużyty
api-keys-revoke = Unieważnij
api-keys-new = Utwórz klucz
api-keys-make = Utwórz klucz
field-key-name = Do czego służy
field-key-name-hint = Na przykład nazwa systemu, który go używa.
field-scopes = Może
staff-you = Ty
staff-invite = Zaproś kogoś
staff-invite-button = Zaproś
field-staff-name = Imię i nazwisko
field-role = Może
tenants-new = Nowa organizacja
tenants-empty-title = Nie ma jeszcze organizacji
tenants-empty = Utwórz pierwszą i zaproś osobę, która ją prowadzi.
tenants-vouched = tak
tenants-vouch = Poręcz
tenants-disown = Wycofaj
tenants-vouch-hint = Odznaki organizacji, za które ręczysz, są sprawdzane jako „Ważna”. Innych jako „Ważna, wystawca tu nieznany”.
tenants-admin = Kto ją prowadzi
tenants-create = Utwórz
field-admin-name = Imię i nazwisko
field-admin-email = Adres e-mail
field-admin-email-hint = Dostaniesz link do przekazania, którym ta osoba ustawi hasło.
field-vouch = Poręcz za tę organizację
field-vouch-hint = Tylko jeśli wiesz, że jest tym, za kogo się podaje.

## Notes about what just happened

note-claimed = Zapisano w Twoich odznakach. Nikt inny jej nie widzi, zanim jej nie upublicznisz: otwórz ją, aby zdecydować.
note-claimed-sign-in = Zapisano w portfelu tego adresu. Zaloguj się tam, aby ją zobaczyć i pokazać.
note-claim-declined = Odznaka odrzucona. Nikt jej nie widzi. Zmieniasz zdanie? Otwórz jej link jeszcze raz i poproś o nowy.
note-accepted = Jest Twoja. Nikt inny jej nie widzi, zanim jej nie upublicznisz: otwórz ją, aby zdecydować.
note-accepted-all = Wszystkie są teraz Twoje. Otwórz jedną, aby zdecydować, kto może ją widzieć.
note-declined = Odrzucono. Nikt jej nie widzi, a tutaj możesz ją odzyskać.
note-now-public = Jest teraz publiczna. Każdy może ją otworzyć.
note-now-link = Może ją teraz otworzyć każdy, kto ma link.
note-now-private = Teraz widzisz ją tylko Ty.
note-address-mailed = Link jest w drodze na ten adres. Otwórz go, a adres będzie się liczył.
note-address-proven = Adres jest potwierdzony.
note-address-primary = Wiadomości i linki do logowania trafiają odtąd najpierw tam.
note-address-removed = Adres usunięto. Jego odznaki zostają u Ciebie.
note-portfolio-saved = Portfolio zapisane.
note-password-set = Hasło ustawione.
note-untrusted = Kolejne odznaki tego wystawcy znów czekają na Twoje kliknięcie. Te, które masz, zostają.
note-signed-out = Wylogowano.

## Console: what is done there

nav-messages = Wiadomości
nav-known-issuers = Znani wystawcy
nav-switch = Inna organizacja
console-no-organization = Logowanie się udało, ale żadna organizacja nie ma Cię już wśród pracowników. Zapytaj jej administratora.
right-missing = Potrzebne jest do tego prawo „{ $right }”. Twoja rola: { $role }. Zapytaj administratora swojej organizacji.
right-operator = Może to otworzyć tylko operator tej instalacji.
role-owner = Administracja
role-owner-hint = Wszystko, razem z ustawieniami, kluczami i pracownikami.
role-editor = Redakcja
role-editor-hint = Projektuje, przyznaje, importuje, poprawia i cofa.
role-viewer = Wgląd
role-viewer-hint = Patrzy i niczego nie zmienia.
scope-achievements-read = Czytać, co można zdobyć
scope-achievements-write = Tworzyć i zmieniać, co można zdobyć
scope-credentials-read = Czytać przyznane odznaki
scope-credentials-write = Przyznawać, poprawiać i cofać odznaki
scope-members-read = Czytać członków i importy
scope-members-write = Importować członków i prowadzić reguły
scope-issuer-read = Czytać ustawienia organizacji
scope-issuer-write = Zmieniać ustawienia, klucze i pracowników
scope-verify = Sprawdzać wiele odznak naraz
scope-vc-api = Używać VC-API z jej kluczami testowymi
sign-in-console-refused = Adres i hasło do siebie nie pasują. Sprawdź oba.
sign-in-console-locked-why = Było dziesięć nieudanych prób z rzędu. Administrator Twojej organizacji może dać Ci nowy link w Ustawieniach, Pracownicy.
set-up-expired-title = Ten link wygasł
set-up-expired-lead = Takie linki działają siedem dni. Poproś o nowy osobę, która go przysłała.
set-up-unknown-title = Ten link jest niepełny
set-up-unknown-lead = Może brakować części adresu. Skopiuj go w całości albo poproś o nowy osobę, która go przysłała.
set-up-wrong-password = To nie jest hasło tego konta.
field-existing-password = Twoje hasło
field-existing-password-hint = Masz tu już konto. Hasło pokazuje, że to Ty.
today-away = Członkowie, pliki lub wiadomości chwilowo nie odpowiadają. To, co tu widać, jest prawdą, ale nie całą.
more-than = ponad { $number }
task-held = { $file } czeka na Twoje potwierdzenie
task-previewed = { $file } odczytano i nie wprowadzono
task-refused = { $count ->
    [one] Pominięto jeden wiersz pliku { $file }
    [few] Pominięto { $count } wiersze pliku { $file }
    [many] Pominięto { $count } wierszy pliku { $file }
   *[other] Pominięto { $count } wiersza pliku { $file }
}
task-refused-words = Wiersze bez błędów przyjęto. Pobierz pozostałe, popraw je i zaimportuj tamten plik.
task-failed = Nie udało się odczytać { $file }
task-mails = { $count ->
    [one] Jedna wiadomość nie dotarła
    [few] { $count } wiadomości nie dotarły
    [many] { $count } wiadomości nie dotarło
   *[other] { $count } wiadomości nie dotarło
}
task-mails-words = Popraw adres na odznace i wyślij ją ponownie.
task-decide = Zdecyduj
task-look = Zobacz
figure-awarded = Przyznane odznaki
figure-waiting = Czekają na odbiorcę
figure-suspended = Zawieszone
figure-members = Członkowie
event-imported = Zaimportowano { $file }: { $outcome }
first-profile = Powiedz, kim jesteście: nazwa, witryna, kontakt
first-design = Zaprojektuj pierwszą odznakę
first-award = Przyznaj ją albo zaimportuj plik
field-achievement-type = Rodzaj
field-tags = Słowa kluczowe
field-tags-hint = Oddzielone przecinkami.
field-metal-hint = W serii decyduje miejsce, cokolwiek się tu wybierze.
type-badge = Odznaka
type-certification = Certyfikacja
type-membership = Członkostwo
type-certificate = Certyfikat
type-course = Kurs
type-micro = Mikropoświadczenie
type-license = Licencja
type-award = Nagroda
validity-status = Dopóki spełnione są jej warunki
validity-endless = Bez końca
validity-months = { $count ->
    [one] Jeden miesiąc
    [few] { $count } miesiące
    [many] { $count } miesięcy
   *[other] { $count } miesiąca
}
achievement-untitled = Nazwa odznaki
icon-award = Odznaczenie
icon-badge-check = Pieczęć ze znakiem
icon-book-open = Książka
icon-briefcase = Teczka
icon-calculator = Kalkulator
icon-chart-line = Wykres
icon-clipboard-check = Lista kontrolna
icon-code-xml = Kod
icon-compass = Kompas
icon-feather = Pióro ptasie
icon-flask-conical = Kolba
icon-gavel = Młotek sędziowski
icon-globe = Globus
icon-graduation-cap = Biret
icon-handshake = Uścisk dłoni
icon-heart-pulse = Puls
icon-landmark = Świątynia
icon-languages = Języki
icon-layers = Warstwy
icon-leaf = Liść
icon-lightbulb = Żarówka
icon-medal = Medal
icon-megaphone = Megafon
icon-microscope = Mikroskop
icon-palette = Paleta
icon-pen-tool = Pióro
icon-scale = Waga
icon-shield-check = Tarcza
icon-sprout = Kiełek
icon-star = Gwiazda
icon-stethoscope = Stetoskop
icon-users = Ludzie
icon-wrench = Klucz
form-no-number = „{ $value }” nie jest całkowitą liczbą miesięcy.
form-series-stays = Odznaka zostaje w swojej serii. Wpisz inną serię albo zostaw tę.
form-examiner-stays = Podmiot egzaminujący można zastąpić, ale nie usunąć.
form-choose-badge = Wybierz odznakę.
form-choose-file = Wybierz plik.
form-choose-kind = Powiedz, co jest w pliku.
form-choose-scope = Wybierz co najmniej jedno prawo.
form-confirm-missing = Zaznacz to, aby mimo wszystko wprowadzić.
form-reason-missing = Powiedz dlaczego, aby dało się to później zrozumieć.
form-rule-needs = Wybierz co najmniej jeden warunek.
form-rule-certification = Podaj certyfikację albo odznacz pole powyżej.
form-admin-name = Wpisz nazwisko osoby, która ją prowadzi.
form-admin-email = To nie jest adres e-mail. Potrzebny jest znak @.
award-sent-before = Ten formularz już wysłano i tamtą odznakę przyznano. Aby przyznać kolejną, przejrzyj go i wyślij jeszcze raz.
credential-nameless = Bez nazwiska
fact-visibility = Widoczność
fact-revision = Wersja
shown-not-yet = Jeszcze niewidoczna
event-awarded = Przyznano
event-revised = Podpisano ponownie, wersja { $revision }
event-revoked = Cofnięto
event-corrected = Poprawiono
event-renewed = Odnowiono
event-restored = Cofnięcie anulowano
event-resent = Wysłano ponownie na prośbę
actor-staff = przez pracownika
actor-api-key = przez klucz API
actor-operator = przez operatora
actor-rule = przez regułę
hold-set-membership = Zawieszono: członkostwo nie jest aktywne
hold-set-credits = Zawieszono: brakuje punktów
hold-set-staff = Zawieszono przez pracownika
hold-set-dispute = Zawieszono: trwa spór
hold-lifted-membership = Przywrócono: członkostwo znów jest aktywne
hold-lifted-credits = Przywrócono: punkty znów są kompletne
hold-lifted-staff = Przywrócono: wstrzymanie przez pracownika zniesiono
hold-lifted-dispute = Przywrócono: spór rozstrzygnięto
act-address-title = Popraw adres
act-address-effect = Odznaka należy odtąd do nowego adresu. Jest podpisywana na nowo i tam wysyłana, a zostaje pod swoim adresem w sieci.
act-address-button = Popraw
field-correct-address = Adres taki, jak powinien być
field-correct-address-hint = Tylko przy pomyłce. Nowy adres członka przychodzi z plikiem członków.
act-renew-title = Odnów
act-renew-effect = Zaczyna się nowy okres. Odznaka jest podpisywana na nowo pod tym samym adresem. Pobrane pliki zachowują stary koniec.
act-renew-button = Odnów tę odznakę
field-renew-until = Ważna do
field-renew-until-hint = Puste oznacza tak, jak mówi odznaka, od dziś.
act-restore-title = Odwołaj cofnięcie
act-restore-effect = Odznaka jest od razu znów ważna, pod tym samym adresem, chyba że wstrzymuje ją coś innego. Reguły mogą ją znów przyznać.
act-restore-button = Odwołaj cofnięcie
mail-award = Wiadomość o odznace
mail-award-accepted = Wiadomość o odznace, już przyjętej
mail-reminder = Przypomnienie
mail-resend = Wiadomość o odznace, wysłana ponownie
mail-sign-in = Link do logowania
mail-verify-address = Potwierdzenie adresu
mail-fresh-claim = Nowy link do odznaki
mail-locked = Zablokowane hasło
mail-revoked = Wiadomość o cofnięciu
mail-suspended = Wiadomość o zawieszeniu
mail-reinstated = Wiadomość, że znów jest ważna
mail-renewed = Wiadomość o przedłużeniu
mail-address-in-use = Informacja, że adres ma już konto
mail-address-added = Informacja o dodanym adresie
mail-scheduled = zaplanowana
mail-sending = jest wysyłana
mail-sent = wysłana
mail-failed = nie dotarła
mail-cancelled = już niepotrzebna
messages-lead = Wiadomości o Waszych odznakach: wysłane, zaplanowane i te, które nie były już potrzebne.
messages-empty-title = Nie ma jeszcze wiadomości
messages-empty = Przyznaj odznakę, a wiadomość do odbiorcy pojawi się tutaj.
messages-badge = Odznaka
run-held = czeka na Twoje potwierdzenie
import-more = Więcej możliwości
import-reading = Odczyt pliku
import-held = Tak dużo naraz to często przefiltrowany lub uszkodzony eksport. Obejrzyj wiersze poniżej. Jeśli wszystko się zgadza, potwierdź.
import-award = Przyznaj te odznaki
import-leave-it = Zostaw
import-nameless = Plik bez nazwy
import-nothing-changed = Nic się nie zmieniło.
import-rows = { $count ->
    [one] { $count } wiersz
    [few] { $count } wiersze
    [many] { $count } wierszy
   *[other] { $count } wiersza
}
field-import-complete = Plik członków jest pełny
field-import-complete-hint = Członkostwo osób, których nie wymienia, wygasa, a ich odznaki są zawieszane.
field-import-notify = Wyślij wiadomości odbiorcom
field-import-achievement = Odznaka, gdy wiersz żadnej nie podaje
field-import-achievement-hint = Tylko dla plików z odznakami do przyznania.
field-import-achievement-none = Każdy wiersz podaje własną
field-import-confirm = Zgadza się, wprowadź
count-added = nowe
count-changed = zmienione
count-removed = zakończone
count-unchanged = bez zmian
count-lapsing = tracą uprawnienia
count-refused = pominięte
count-awarded = przyznane odznaki
count-to-award = odznaki do przyznania
count-repeated = przyznane wcześniej
count-suspended = zawieszone odznaki
count-reinstated = przywrócone odznaki
column-fields = Co się zmienia
membership-lapsed = Wygasłe
membership-pending = W toku
membership-resigned = Rezygnacja
membership-deceased = Zgon
member-facts = W aktach
member-badges = Odznaki tej osoby
member-certifications = Certyfikacje
member-no-certifications = Brak w aktach.
member-rules = Co mówią reguły
member-meets = spełnia
member-meets-not = nie spełnia
member-other-emails = Inne adresy
member-type = Rodzaj członkostwa
member-joined = Członkostwo od
member-employer = Pracodawca
member-job = Stanowisko
member-country = Kraj
rule-who-members = Aktywni członkowie
rule-who-both = Aktywni członkowie, którzy zdali { $what }
rule-who-passed = Każdy, kto zdał { $what }
field-rule-any-level-hint = Puste oznacza dowolny poziom.
field-support-contact = Obsługa członków
field-support-contact-hint = Zespół, telefon, adres. Widoczne tam, gdzie ktoś utknie.
field-renew-url = Gdzie odnawia się członkostwo
field-renew-url-hint = Podawane osobom, których członkostwo się skończyło.
field-about-badges = Strona o tych odznakach
field-about-badges-hint = Puste oznacza Waszą stronę tutaj.
field-recipient = Adres odbiorcy
recipient-hashed = jest podpisany jako skrót z solą
recipient-hashed-hint = Kto zna adres, może sprawdzić, że należy do odznaki.
recipient-opaque = nie jest podpisany
recipient-opaque-hint = Pliki nic nie mówią o adresie.
field-show-revocation-reason = Pokazuj wszystkim powód cofnięcia
field-locale = Język
field-rotate-reason = Powód
api-keys-revoke-title = Unieważnij ten klucz
api-keys-revoke-text = Cokolwiek go używa, jest odtąd odrzucane. Nie można tego odwołać.
staff-invited = jeszcze się nie zalogowała
staff-invite-lead = Dostaniesz link do przekazania, którym ta osoba ustawi hasło. Aby dać nowy link, zaproś ten sam adres jeszcze raz.
staff-fresh = Przekaż ten link. Widać go tylko ten jeden raz, działa raz i przez siedem dni.
staff-fresh-link = Link do konfiguracji
staff-works-elsewhere = To konto otwiera więcej niż Twoją organizację, więc jego sesje może zakończyć tylko ta osoba albo operator. Możesz zamiast tego usunąć ją z pracowników.
staff-only-owner = Jedyna administracja: nie można jej usunąć.
staff-remove-text = Od teraz ta osoba nic już tu nie zrobi. To, co zrobiła, zostaje: odznaki, klucze i ustawienia są bez zmian.
staff-remove-title = Usuń z pracowników
staff-remove = Usuń z pracowników
staff-sessions-text = Osoba zostaje od razu wylogowana na wszystkich urządzeniach i loguje się ponownie tym samym hasłem. Zrób to, gdy urządzenie zginie.
staff-sessions-title = Zakończ wszystkie sesje
staff-sessions = Wyloguj wszędzie
staff-role-text = Obowiązuje od następnego kliknięcia. To, co ta osoba zrobiła, się nie zmienia.
staff-role-title = Zmień, co ktoś może robić
staff-role = Zmień rolę
known-issuers-lead = Odznaki tych wystawców są sprawdzane jako „Ważna”, gdziekolwiek je wydano.
known-issuers-empty = Za nikogo jeszcze nie poręczono.
known-issuers-since = od { $date }
known-issuers-add = Poręcz za innego wystawcę
field-known-issuer = Jego DID lub adres w sieci
field-known-issuer-hint = Tak, jak stoi na jego odznakach, na przykład did:web:badges.example.org.
note-set-up = Zalogowano.
note-achievement-saved = Odznaka zapisana.
note-archived = Tej odznaki już się nie przyznaje. Zdobyte zostają.
note-awarded = Odznaka przyznana.
note-awarding = Odznaki są przyznawane.
note-resumed = Praca trwa dalej.
note-resent = Wiadomość jest znów w drodze.
note-revoked = Odznaka cofnięta. Jej strona i każdy sprawdzający już to mówią.
note-suspended = Odznaka zawieszona. Jej strona i każdy sprawdzający już to mówią.
note-reinstated = Twoje zawieszenie zdjęto.
note-restored = Cofnięcie odwołano.
note-corrected = Odznaka poprawiona.
note-renewed = Odznaka odnowiona.
note-changed-meanwhile = Ktoś zmienił w tym czasie tę odznakę. Tak wygląda teraz.
note-held = Niczego nie zmieniono: zmieniłoby się tak dużo naraz, że czeka to na Twoje potwierdzenie.
note-rule-made = Reguła obowiązuje.
note-rule-paused = Reguła wstrzymana. Odznaki zostają, jakie są.
note-rule-resumed = Reguła znów obowiązuje.
note-settings-saved = Ustawienia zapisane.
note-rotated = Od teraz podpisuje nowy klucz.
note-key-revoked = Klucz unieważniony.
note-staff-changed = Zapisano.
note-staff-removed = Tej osoby nie ma już wśród pracowników.
note-staff-signed-out = Wszystkie sesje tej osoby są zakończone.
note-staff-last-owner = To jedyna administracja: nie można jej usunąć ani dać jej innej roli. Najpierw daj tę rolę komuś innemu.
note-vouched = Ręczysz teraz za tego wystawcę.
note-disowned = Nie ręczysz już za tego wystawcę.
note-tenant-made = Utworzono: { $name }.
note-tenant-half = Utworzono: { $name }, ale nie wszystko inne się udało: { $problem }

## Start page

start-title = Accolade · Cyfrowe odznaki, które można sprawdzić
start-heading = Cyfrowe odznaki, które każdy może sprawdzić
start-lead = Organizacje mówią, kto co osiągnął. Odbiorcy to pokazują. Każdy może to sprawdzić.
start-lead-demo = Na tym komputerze stoi pięć programów z odznakami. Wejdź dowolnymi drzwiami.
start-issue = Wystawiam
start-issue-plain = Dla pracowników: projektuj odznaki, przyznawaj je, dbaj o ich prawdziwość.
start-issue-1 = Zaloguj się poniższym adresem i hasłem.
start-issue-2 = Przyznaj jedną odznakę albo zaimportuj plik i zobacz, co by zmienił.
start-issue-3 = Cofnij odznakę i zobacz, jak mówi to jej strona.
start-issue-go = Otwórz konsolę
start-earned = Mam odznakę
start-earned-plain = Dla odbiorców: przyjmuj odznaki, decyduj, kto je widzi, pokazuj je.
start-earned-1 = Otwórz wiadomość, którą dostała osoba { $name }.
start-earned-2 = Wejdź w jej link i zapisz odznakę.
start-earned-3 = Upublicznij ją i pokaż innym.
start-earned-go = Otwórz moje odznaki
start-earned-go-demo = Otwórz wiadomość
start-check = Sprawdzam
start-check-plain = Dla wszystkich innych: czy ta odznaka jest autentyczna i czy nadal obowiązuje?
start-check-1 = Otwórz publiczną odznakę i pobierz jej obraz.
start-check-2 = Upuść obraz na stronie sprawdzania.
start-check-3 = Zmień jeden bajt i upuść go jeszcze raz.
start-check-go = Sprawdź odznakę
start-programmes = Programy
start-mailbox = Żadna wiadomość nie opuszcza tego komputera. To, co zostałoby wysłane, jest tutaj:
start-mailbox-go = Otwórz skrzynkę

## Mailbox

mailbox-title = Skrzynka
mailbox-lead = To, co zostałoby wysłane, od najnowszych.
mailbox-search = Adres lub temat
mailbox-from-to = { $from } do { $to }
mailbox-empty-title = Nie ma jeszcze wiadomości
mailbox-empty = Przyznaj odznakę, a wiadomość do odbiorcy pojawi się tutaj.
mail-from = Od
mail-to = Do
mail-at = Wysłano
mail-links = Linki w wiadomości
mail-html = Jak pokazuje ją program pocztowy
mail-html-title = Wiadomość: { $subject }
mail-text = Jako zwykły tekst

## Help

help-title = Pomoc
help-contents = Na tej stronie
help-find = Nie mogę znaleźć swojej odznaki
help-find-spam = Zajrzyj do spamu. Dodaj nadawcę do bezpiecznych, aby kolejna doszła. Adres nadawcy stoi na stronie Twojego stowarzyszenia, które zezwoliło na te wiadomości.
help-find-address = Wysłano ją na inny adres? Zaloguj się nim albo dodaj go w Moim profilu.
help-find-again = Linki działają 30 dni. Starszy ma przycisk, który wysyła nowy.
help-sign-in = Nie mogę się zalogować
help-sign-in-link = Poproś o link do logowania. Działa bez hasła.
help-sign-in-locked = Po dziesięciu nieudanych próbach hasło jest blokowane, aby nie wpuścić obcych. Link z wiadomości nadal działa; pracownicy Twojego stowarzyszenia odblokują hasło.
help-sign-in-browser = Spróbuj innej przeglądarki lub okna prywatnego albo wyczyść pamięć podręczną tej.
help-sign-in-network = Sieci firmowe czasem blokują. Spróbuj innej sieci lub innego urządzenia.
help-verify = Odznaka nie daje się sprawdzić
help-verify-browser = Spróbuj innej przeglądarki albo wyczyść pamięć podręczną tej.
help-verify-original = Sieci społecznościowe i komunikatory usuwają odznakę z obrazów. Sprawdź raczej link albo plik taki, jak go pobrano.
help-verify-unverifiable = „Nie udało się sprawdzić” nie znaczy ani tak, ani nie. Sprawdź ponownie za kilka minut.
help-state = Moja odznaka jest wygasła lub zawieszona
help-state-text = Członkostwo i certyfikacja to dwie rzeczy, a każda ma swój koniec.
help-state-renew = Skończyło się członkostwo: odnów je w swoim stowarzyszeniu. Odznaka jest znów ważna pod tym samym adresem, zwykle w ciągu dnia.
help-state-recertify = Skończyła się certyfikacja: certyfikuj się ponownie. Punkty mogą się liczyć; stowarzyszenie powie, które.
help-state-wrong = Odnowienie już było, a nadal tak jest? Poproś stowarzyszenie o sprawdzenie. Tylko ono może zmienić daty i nazwiska.
help-share = Pokaż ją na LinkedIn i gdzie indziej
help-share-1 = Otwórz odznakę w Moich odznakach i upublicznij ją.
help-share-2 = Wybierz „Dodaj do profilu LinkedIn”. Nazwa, organizacja i daty są wypełnione; wpisz tam datę końca taką, jaka stoi na odznace.
help-share-3 = Wszędzie indziej podaj adres odznaki. Działa bez żadnego konta.
help-signature = Wstaw ją do mojej stopki
help-example-badge = Nazwa odznaki
help-example-issuer = Wystawca
help-employer = Mój pracodawca chce dowodu
help-employer-text = Podaj adres odznaki: otwiera się każdemu i pokazuje stan na dziś. Jeśli trzeba więcej, stowarzyszenie może napisać list wspierający.
help-ask = Zapytaj kogoś
help-ask-text = Pracownicy Twojego stowarzyszenia widzą Twoje odznaki i pomogą w tym wszystkim. Podaj im adres, na który wysłano odznakę.

## For developers

docs-title = Opis API
docs-lead = Wszystko, co robi konsola, mogą robić Wasze systemy. JSON przez HTTPS, z kluczami tworzonymi w konsoli.
docs-base = Adres bazowy
docs-version = Wersja
docs-openapi = OpenAPI 3.1
docs-key = Klucz
docs-scope = Wymaga prawa
docs-parameters = Parametry
docs-example = Na przykład
docs-answers = Odpowiedzi

## Errors

error-400-title = Tego nie da się zrobić
error-400-words = Wróć i spróbuj inaczej.
error-403-title = Nie masz do tego dostępu
error-403-words = Jesteś po zalogowaniu, ale nie jako ktoś, kto może to otworzyć. Zaloguj się inaczej albo zapytaj administratora swojej organizacji.
error-405-title = Ten adres działa inaczej
error-405-words = Jest dla formularzy albo tylko do czytania. Zacznij od strony, która tu prowadziła.
error-cross-site-title = Ten formularz przyszedł z innej witryny
error-cross-site-words = Niczego nie zmieniono. Formularze liczą się tylko wysłane ze strony stąd: otwórz ją i wyślij ponownie.
error-404-title = Nic tu nie ma
error-404-words = Adres może być błędny albo to, co tu stało, zniknęło.
error-409-title = Ktoś był szybszy
error-409-words = Niczego nie zmieniono. Zobacz, jak jest teraz, i zdecyduj ponownie.
error-413-title = To za dużo naraz
error-413-words = Niczego nie zmieniono.
error-429-title = Trochę wolniej, proszę
error-429-words = Przyszło stąd za dużo żądań. Poczekaj minutę i spróbuj ponownie.
error-500-title = Coś się tu nie udało
error-500-words = To nasza wina, nie Twoja. Spróbuj ponownie; jeśli się powtórzy, podaj nam ten numer:
error-503-title = Część tego jest chwilowo niedostępna
error-503-words = Nic nie przepadło. Spróbuj ponownie za minutę.
error-request = Numer
error-start = Do strony startowej
import-none-good = Żadnego wiersza nie można przyjąć. Popraw je i zaimportuj plik na nowo.
import-starting = Zaraz się zacznie.
import-done = Plik zaimportowano. Oto wynik:
separator-comma = przecinki
separator-semicolon = średniki
separator-tab = tabulatory
separator-other = inne znaki
staff-empty-title = Jeszcze nikogo
staff-empty = Zaproś tu osoby, które przyznają odznaki i o nie dbają.
mail-why-accepted = Odznakę przyjęto.
mail-why-declined = Odznakę odrzucono.
mail-why-revoked = Odznakę cofnięto.
form-overtaken = Ktoś inny zmienił to w tym czasie. Twoje słowa stoją w formularzu, a obok to, co jest teraz w aktach. Zapisz jeszcze raz, aby wstawić swoje.
form-reminder-days = Wpisz pełne dni oddzielone przecinkami, na przykład 30, 60, 120.
form-kept-now = Teraz w aktach: { $kept }
form-kept-empty = nic
form-ticked = zaznaczone
form-not-ticked = niezaznaczone
nav-language = Język

## What a check found

check-its-issuer = jej wystawca
check-all = Wszystkie
check-valid = Ta odznaka jest autentyczna i ważna. Wystawca: { $issuer }, tu znany.
check-valid-unknown = Ta odznaka jest niezmieniona i obowiązuje. Jej wystawca nazywa siebie { $issuer }; nikt tu za niego nie ręczy. Porównaj jego adres z tym, który znasz.
check-valid-unknown-key = Ta odznaka jest niezmieniona i obowiązuje. Jej wystawca nazywa siebie { $issuer } i znany jest tylko jego klucz; nikt tu za niego nie ręczy. Zapytaj tę organizację, czy klucz należy do niej.
check-unverifiable = Tej odznaki nie udało się sprawdzić do końca.
check-revoked = Wystawca { $issuer } cofnął tę odznakę.
check-suspended = Wystawca { $issuer } zawiesił tę odznakę i obecnie ona nie obowiązuje.
check-expired = Ta odznaka wygasła.
check-invalid = Ta odznaka nie jest ważna.
check-not-yet = Ta odznaka jeszcze nie obowiązuje.
step-detail = Szczegóły (po angielsku)
# What each step found: a message a code of crates/openbadges/CODES.md, and those of files with many badges.
check-read-ok = Znaleziono odznakę Open Badges.
check-read-several = Plik zawiera więcej niż jedną odznakę. Ten raport dotyczy pierwszej.
check-read-unsupported = To poświadczenie takiego rodzaju, którego nie można tu sprawdzić.
check-read-empty = Plik jest pusty.
check-read-unknown-format = W takim pliku ani tekście nie ma odznak.
check-read-no-badge = W tym obrazie ani pliku PDF nie ma odznaki.
check-read-damaged = Obraz jest uszkodzony lub urwany i nie da się odczytać odznaki w środku.
check-read-picture = Odznaka jest w tym obrazie lub pliku PDF zapisana tak, że nie da się jej odczytać.
check-read-json = Tekst odznaki nie jest poprawnym JSON-em.
check-read-not-a-badge = To JSON, ale nie odznaka.
check-read-unreachable = Nie udało się pobrać odznaki spod jej adresu.
check-read-gone = Pod tym adresem nie ma już odznaki.
check-read-loop = Adres prowadzi tylko do innych adresów, nigdy do odznaki.
check-jwt-not-compact = Odznaka nie jest pełnym podpisanym tokenem (JWT): czegoś brakuje albo jest za dużo.
check-jwt-json = Części podpisanego tokenu (JWT) nie da się odczytać.
check-jwt-algorithm = Podpisany token (JWT) podaje sposób podpisu, który niczego nie dowodzi lub jest nieznany.
check-jwt-header = Nagłówek podpisanego tokenu (JWT) mówi coś, czego się nie przyjmuje.
check-schema-ok = Dokument zachowuje formę Open Badges.
check-schema-object = Odznaka nie jest dokumentem z nazwami i wartościami, a powinna.
check-schema-context = Odznaka nie podaje jak trzeba standardów, których się trzyma.
check-schema-type = Część odznaki nie mówi, czym jest.
check-schema-missing = Brakuje czegoś, czego wymaga standard.
check-schema-value = Wartość nie jest takiego rodzaju, jakiego wymaga standard.
check-schema-list = Jest kilka wartości tam, gdzie może być jedna.
check-schema-single = Jest tam wartość w prostszej formie niż w standardzie. Znaczy to samo.
check-schema-unknown-member = Odznaka mówi coś w miejscu, w którym standard nie dopuszcza dodatków.
check-schema-subject = Odznaka nie mówi, kogo dotyczy.
check-schema-criteria = Odznaka nie mówi, za co się ją dostaje.
check-schema-identity-hash = Ukrytej postaci adresu odbiorcy nie da się odczytać.
check-schema-result = Wynik w odznace nie pasuje do możliwych wyników.
check-schema-dates = Odznaka kończy się, zanim się zacznie.
check-schema-association = Zestawienie osiągnięć odsyła do osiągnięcia, którego w nim nie ma.
check-schema-related-resource = Plik należący do odznaki jest źle podany albo nie jest tym, o który chodziło.
check-schema-related-missing = Nie udało się pobrać pliku należącego do odznaki, więc nie został porównany.
check-schema-not-checked = Odznaka podaje własną formę, z którą jej nie porównano.
check-schema-ob2 = Odznaka łamie regułę Open Badges 2.0.
check-schema-extension = Dodatek do odznaki łamie własne reguły.
check-contents-some-failed = Niektóre odznaki w zestawieniu osiągnięć nie są w porządku.
check-proof-ok = Podpis pasuje do treści: od tego czasu nic nie zmieniono.
check-proof-superseded = Podpis pasuje. Jest takiego rodzaju, który zastąpiono nowszym.
check-proof-older-context = Podpis pasuje, ale nie obejmuje kilku nowszych szczegółów odznaki.
check-proof-none = Odznaka nie jest podpisana.
check-proof-unsupported = Odznaka jest podpisana w sposób, którego nie da się tu sprawdzić.
check-proof-malformed = Części podpisu brakuje lub nie da się jej odczytać.
check-proof-bad-signature = Podpis nie pasuje do treści: zmieniono ją po podpisaniu albo podpisał ją inny klucz.
check-proof-wrong-key = Klucz jest innego rodzaju niż podpis.
check-proof-other-context = Podpis złożono dla innych standardów niż te, które podaje odznaka.
check-proof-too-complex = Odznaka jest tak zagmatwana, że sprawdzenie podpisu wymagałoby zbyt wiele pracy.
check-proof-pointer = Podpis mówi o części odznaki, której nie ma.
check-proof-jcs = Odznaka zawiera wartość, której nie da się podpisać jednoznacznie.
check-proof-expired = Podpis był na czas, który już minął.
check-proof-no-key = Podpisu nie dało się sprawdzić, bo brakuje klucza wystawcy.
check-proof-claims = Podpisany token (JWT) mówi co innego niż odznaka w nim.
check-proof-not-in-ledger = Podpis pasuje, ale księgi wystawcy nie znają tej odznaki.
check-proof-hosted = Odznaka jest taka, jak pokazuje ją strona wystawcy.
check-proof-no-address = Odznaka nie mówi, gdzie pokazuje ją wystawca, więc nie ma z czym porównać.
check-proof-unreachable = Nie udało się połączyć ze stroną, na której wystawca pokazuje odznakę.
check-proof-not-an-assertion = Pod adresem podanym w odznace wystawca pokazuje coś innego niż odznakę.
check-proof-other-address = Dokument, który pokazuje wystawca, mówi, że należy pod inny adres.
check-proof-signed-elsewhere = Podano tylko niepodpisany tekst podpisanej odznaki.
check-issuer-missing = Odznaka nie podaje wystawcy, więc nikt za nią nie stoi.
check-jwt-wrong-key = Podpisany token (JWT) powstał inaczej, niż pozwala klucz wystawcy.
check-jsonld-not-an-object = Odznaka nie jest dokumentem z nazwami i wartościami, więc podpis niczego nie obejmuje.
check-jsonld-no-context = Odznaka nie mówi, co znaczą jej słowa, więc podpis niczego nie obejmuje.
check-jsonld-unknown-context = Odznaka bierze słowa ze słownika (kontekstu), którego się tu nie zna.
check-jsonld-bad-context = Odznaka nadaje słowom standardów inne znaczenie.
check-jsonld-lost-term = Odznaka używa słowa, którego nic nie określa, więc podpis go nie obejmuje.
check-jsonld-lost-value = Wartość w odznace jest zapisana tak, że podpis jej nie obejmuje.
check-jsonld-relative-address = Adres w odznace jest niepełny i nie wiadomo, dokąd prowadzi.
check-jsonld-second-name = Odznaka mówi coś rozstrzygającego pod drugą nazwą, gdzie inne programy mogą nie zajrzeć.
check-jsonld-invalid = Odznaka jest zapisana tak, że nie da się ustalić jej znaczenia (JSON-LD).
check-jsonld-empty = Odznaka nie mówi niczego, co podpis mógłby objąć.
check-issuer-controller = Klucz należy do wystawcy: wystawca go ogłasza.
check-issuer-did-key = Wystawca jest znany tylko z tego klucza.
check-issuer-did-jwk = Wystawca jest znany tylko z tego klucza.
check-issuer-jwks = Klucz należy do wystawcy: jest w ogłoszonym przez niego zestawie kluczy.
check-issuer-in-scope = Odznaka leży tam, gdzie wystawca trzyma swoje odznaki.
check-issuer-listed = Klucz należy do wystawcy: jest w jego profilu.
check-issuer-not-checked = Bez podpisu nie ma klucza, który mógłby należeć do wystawcy.
check-issuer-unreachable = Nie udało się pobrać dokumentu wystawcy.
check-issuer-method-unsupported = Odznaka podaje klucz w sposób, którego nie da się tu odnaleźć.
check-issuer-unbound = Nic nie pokazuje, że klucz należy do podanego wystawcy.
check-issuer-key = Klucz, którym podpisano odznakę, jest błędny, zbyt słaby lub nieznanego rodzaju.
check-issuer-key-not-listed = Wystawca nie zna tego klucza: ktoś inny podpisał w jego imieniu.
check-issuer-key-not-for-claims = Wystawca trzyma ten klucz do innych celów niż podpisywanie odznak.
check-issuer-key-of-another = Klucz, którym podpisano odznakę, należy do kogoś innego niż wystawca.
check-issuer-key-revoked = Wystawca unieważnił klucz, którym podpisano odznakę.
check-issuer-key-expired = Klucz nie był już w użyciu, gdy podpisywano nim odznakę.
check-issuer-two-keys = Podpisany token (JWT) niesie jeden klucz, a podaje inny.
check-issuer-document = Dokument pod adresem wystawcy dotyczy kogoś innego albo nie zawiera kluczy.
check-issuer-out-of-scope = Odznaka nie leży tam, gdzie wystawca trzyma swoje odznaki.
check-period-ok = Odznaka mieści się w swoich datach.
check-period-no-end = Odznaka nie ma daty końca.
check-period-not-yet = Odznaka jeszcze nie obowiązuje.
check-period-expired = Data końca odznaki minęła.
check-period-malformed = Nie da się odczytać daty odznaki.
check-status-clear = Wystawca nie cofnął ani nie zawiesił odznaki.
check-status-none = Odznaka nie podaje miejsca, które mówiłoby o cofnięciu.
check-status-revoked = Wystawca cofnął odznakę.
check-status-suspended = Wystawca zawiesił odznakę; może później znów obowiązywać.
check-status-message = Wystawca ma coś do powiedzenia o odznace; mimo to obowiązuje.
check-status-refresh = Wystawca mówi, że jest nowsza wersja odznaki.
check-status-unsupported = Miejsce, które mówiłoby o cofnięciu, zapisano w sposób, którego się tu nie czyta.
check-status-malformed = Miejsce, które mówiłoby o cofnięciu, zapisano błędnie.
check-status-unreachable = Nie udało się pobrać listy cofniętych odznak wystawcy.
check-status-other-issuer = Listę cofniętych odznak prowadzi ktoś, za kogo nikt tu nie ręczy.
check-status-list-unsigned = Lista cofniętych odznak nie jest poprawnie podpisana, więc niczego nie dowodzi.
check-status-stale = Lista cofniętych odznak jest nieaktualna.
check-status-list = Listy cofniętych odznak nie da się odczytać albo nie ma w niej miejsca dla tej odznaki.
check-status-too-many = Odznaka podaje więcej list cofniętych odznak, niż się sprawdza.
check-refresh-none = Odznaka nie oferuje nowszej wersji.
check-refresh-current = To najnowsza wersja odznaki.
check-refresh-newer = Wystawca ma nowszą wersję tej odznaki. Daty i stan pochodzą z niej.
check-refresh-private = O nowszych wersjach wystawca mówi tylko posiadaczowi.
check-refresh-unusable = Tam, gdzie byłaby nowsza wersja, nie znaleziono niczego użytecznego.
check-recipient-ok = Odznakę przyznano na ten adres.
check-recipient-not-asked = Nie podano nikogo do porównania z odbiorcą.
check-recipient-other = Odznakę przyznano na inny adres.
check-recipient-unreadable = Nie udało się ustalić, czy odznakę przyznano na ten adres.
check-endorsements-none = Nikt nie poręczył za odznakę.
check-endorsements-ok = Wszystkie poręczenia się zgadzają.
check-endorsements-some-failed = Nie wszystkie poręczenia się zgadzają. Samej odznaki to nie dotyczy.
check-batch-no-badge = Ten wiersz nie podaje odznaki.
check-batch-row = Nie da się odczytać tego wiersza.
check-batch-locked = Plik jest zamknięty hasłem.
check-batch-too-large = Plik jest większy niż jakakolwiek odznaka, więc go nie sprawdzono.
check-batch-damaged = Plik jest uszkodzony i nie da się go rozpakować.
check-batch-broken-off = Sprawdzanie wciąż się przerywało i zostało zaniechane.
# What to do about a step that does not hold.
check-do-original = Poproś posiadacza o link lub oryginalny plik odznaki i sprawdź go.
check-do-other-file = Wybierz obraz odznaki (PNG lub SVG), jej PDF, JSON lub JWT albo wklej jej link.
check-do-one-by-one = Podaj pozostałe pojedynczo, aby i je sprawdzić.
check-do-link = Przyjrzyj się adresowi jeszcze raz albo poproś posiadacza o plik odznaki.
check-do-later = Sprawdź ponownie za kilka minut. Jeśli nic się nie zmieni, zapytaj wystawcę.
check-do-mend = Tylko wystawca może to naprawić. Poproś go o poprawną odznakę.
check-do-fresh = Poproś wystawcę o odznakę podpisaną na nowo.
check-do-common = Poproś wystawcę o odznakę podpisaną w powszechny sposób: eddsa-rdfc-2022 lub RS256 dla JWT.
check-do-distrust = Nie polegaj na niej. Zapytaj samego wystawcę, pod znanym Ci adresem, czy ta odznaka jest jego.
check-do-again = Pobierz odznakę ponownie z jej strony i sprawdź ją.
check-do-see-issuer = Krok o wystawcy mówi dlaczego.
check-do-see-signature = Krok o podpisie mówi dlaczego.
check-do-contents = Są na liście powyżej. Sprawdź odznakę osobno, aby poznać powód.
check-do-compare = Jeśli to dla Ciebie ważne, zapytaj wystawcę, do czego ta forma służy.
check-do-operator = Jeśli jest opublikowany, może go dodać operator tej instalacji.
check-do-know-the-issuer = Jeśli znasz wystawcę, porównaj ten identyfikator z podanym na jego stronie.
check-do-wait = Sprawdź ponownie, gdy nadejdzie jej pierwszy dzień.
check-do-renew = Zapytaj wystawcę, czy można ją odnowić.
check-do-why = Zapytaj wystawcę o powód.
check-do-holds = Zapytaj wystawcę, czy odznaka nadal obowiązuje.
check-do-newest = Poproś posiadacza o najnowszy plik odznaki.
check-do-other-address = Spróbuj adresu, na który ją przyznano; wiele osób ma kilka.
check-do-recipient = Zapytaj wystawcę, komu przyznano odznakę.
check-do-endorser = Nie licz poręczenia, które się nie zgadza; wymienia je raport dla programów.
check-do-row = Wpisz do niego link odznaki albo samą odznakę jako JSON lub JWT i wyślij plik jeszcze raz.
check-do-mend-row = Popraw go i wyślij plik jeszcze raz. Szczegół mówi, co jest nie tak.
check-do-pack = Spakuj pliki jeszcze raz, bez hasła, i wyślij je ponownie.
check-do-alone = Sprawdź tę odznakę osobno.

# Verifying many, lists of issuers
fact-vouched-by = Poręcza
vouched-by-operator = operator witryny { $site }
fact-qr-code = Odczytano z kodu QR
verify-again-file = Aby ponownie sprawdzić plik, wybierz go jeszcze raz poniżej: nie został zachowany.
verify-report = Raport dla programów, ze skrótem wszystkiego, czego użyto
verify-report-save = Zapisz raport (JSON)
nav-checks = Sprawdź wiele
checks-title = Sprawdź wiele odznak
checks-lead = Wyślij plik z odznakami dowolnych wystawców. Każda jest sprawdzana jak pojedyncza, a wyniki można zapisać jako tabelę.
field-checks-file = Plik z odznakami
field-checks-file-hint = Archiwum ZIP z plikami odznak, CSV z kolumną „url” lub „credential” albo plik tekstowy z jednym odnośnikiem w wierszu. Do 10 000 odznak i 256 MB.
checks-button = Sprawdź
checks-earlier = Wcześniejsze sprawdzenia
check-running = Odznaki są sprawdzane
check-results = Co znaleziono
check-save = Zapisz wyniki (CSV)
check-delete = Usuń to sprawdzenie
check-kept = Plik i wyniki zostaną samoczynnie usunięte { $date }.
check-waits = Jeszcze nie sprawdzono
column-verdict = Werdykt
column-found = Ustalenia
note-check-deleted = Sprawdzenie i cała jego zawartość zostały usunięte.
issuer-lists-title = Zaimportowane listy wystawców
issuer-lists-lead = Listy prowadzone przez innych, którym ufasz. Odznaki wystawców z tych list są tu ważne, a raport podaje nazwę listy.
issuer-lists-empty = Nie zaimportowano jeszcze żadnej listy.
issuer-list-says = Wystawcy: { $count }. Potwierdzono { $date }.
issuer-list-failing = Listy nie można pobrać, więc pozostaje bez zmian. { $problem }
issuer-lists-add = Zaimportuj listę
issuer-lists-button = Zaimportuj
issuer-list-refresh = Pobierz teraz
issuer-list-remove = Usuń tę listę
issuer-list-remove-hint = Za jej wystawców nikt już nie poręcza, chyba że Ty lub inna lista. Można ją zaimportować ponownie.
issuer-list-entries = Wystawcy na liście
field-list-name = Nazwa listy
field-list-name-hint = Tak nazywają ją raporty.
field-list-url = Adres listy
field-list-url-hint = Jest pobierana ponownie samoczynnie. Za wystawców, którzy z niej znikną, nikt już nie poręcza.
field-list-file = Albo lista jako plik
field-list-file-hint = JSON lub CSV, do 2 MB.
form-list-one = Podaj albo adres, albo plik.
form-list-too-large = Plik jest za duży: lista może mieć do 2 MB.
note-list-added = Lista została zaimportowana. Jej wystawcy mają teraz poręczenie.
note-list-refreshed = Lista została pobrana i jest aktualna.
note-list-removed = Lista została usunięta.
