# What the bot says by itself. "Ty", no forms that name a gender. Short, warm, one thing a line. Names of units and offices stay German.

## First words

choose-language = Wybierz swój język.
welcome = Dzień dobry, jestem Lotse. Pomagam w pierwszych krokach w Weißenfels.
welcome-ask = Napisz mi swoje pytanie tak, jak mówisz. Albo wybierz temat:
areas-ask = O co chodzi?
area-ask = Co chcesz wiedzieć?
area-registration = Meldunek
area-schooling = Szkoła i przedszkole
area-housing = Mieszkanie
area-work = Praca
area-health = Zdrowie
area-money = Pieniądze z urzędu
area-language = Niemiecki i tłumacz
area-offices = Urzędy i listy
area-living = Auto, autobus i pociąg
area-safety = Pomoc w niebezpieczeństwie

introduction-machine = Tu odpowiada program, nie człowiek.
introduction-unseen = Twój szef, osoba, która wynajmuje ci mieszkanie, i kontrola mieszkań nie widzą tego czatu.
introduction-delete = Usunąć wszystko: /delete

help = Tak pomaga Lotse
help-ask = Napisz pytanie w swoim języku. Błędy nie przeszkadzają.
help-person = Rozmowa z człowiekiem: /person
help-language = Inny język: /language
help-delete = Co jest o tobie zapisane? /mydata · Usunąć wszystko: /delete

thanks-back = Proszę bardzo. Pisz do mnie w każdej chwili.
goodbye = Wszystkiego dobrego. Pisz do mnie w każdej chwili.

## Answers

do-you-mean = Czy o to chodzi?
part-unknown = Dokładnie o tym nic nie mam. Oto, co wiem:
second-question = Jest jeszcze twoje drugie pytanie:
not-sure = Tego nie wiem na pewno. Dlatego wolę nie mówić nic błędnego.
no-article-yet = O tym nie mam jeszcze tekstu.
unit-knows = Zapytaj tutaj: { $unit } ({ $meaning }).
helped-thanks = Cieszę się.
not-helped = Przykro mi. Człowiek może ci lepiej pomóc.
show-at-desk = Do pokazania w urzędzie:
language-unknown = Nie wiem, jaki to język. Wybierz proszę swój język.
language-unknown-danger = W niebezpieczeństwie zadzwoń pod:
went-wrong = Coś tu poszło nie tak. Twoja wiadomość doszła, ale nie mogę odpowiedzieć. Napisz proszę jeszcze raz albo porozmawiaj z człowiekiem.
maybe-again = Możliwe, że ta wiadomość już do ciebie doszła.

photo-not-read = Nie umiem czytać zdjęć i nie otwieram ich. Proszę, nie wysyłaj tu zdjęć dowodów ani paszportów.
voice-not-read = Nie umiem słuchać wiadomości głosowych. Pomoże ci człowiek albo wybierz obrazek.
document-not-read = Nie umiem czytać plików i nie otwieram ich. Proszę, nie wysyłaj tu dowodów ani paszportów.
unreadable = Niestety nie umiem tego przeczytać.

button-areas = Tematy
button-person = Porozmawiać z człowiekiem
button-language = Język
button-something-else = Coś innego
button-more = Więcej o tym
button-all-of-it = Wszystko o tym
button-german = Pokaż po niemiecku
button-helped = To pomogło
button-not-helped = Nie pomogło
button-notice = Kto to czyta?
button-write-to = Napisz tu: { $unit }
button-too-old = Ten przycisk jest za stary. Tutaj można iść dalej:
button-over = To już minęło. Zapytaj śmiało jeszcze raz.

## A person

person-subject = O co chodzi? Napisz parę zdań. Dostanie je: { $unit }.
person-offer = Mogę przekazać twoje pytanie tutaj: { $unit }
person-unit = { $unit } = { $meaning }
person-employer-city = Ludzi, którzy tam pracują, zatrudnia miasto Weißenfels.
person-employer-district = Ludzi, którzy tam pracują, zatrudnia powiat (Burgenlandkreis).
person-employer-both = Ludzi, którzy tam pracują, zatrudnia miasto Weißenfels i powiat (Burgenlandkreis).
person-gets = To przekażę dalej:
person-no-time = Kiedy przyjdzie odpowiedź, jeszcze nie możemy powiedzieć.
person-time-asked = Czas odpowiedzi podamy ci, gdy tylko go poznamy.
person-ask = Czy mogę to przekazać dalej?
# What people type instead of pressing the button, with commas between.
typed-yes = tak, ok, dobrze
typed-no = nie
person-refused = Dobrze. Nic nie poszło dalej.
person-called-ask = Jak mają się do ciebie zwracać? Wystarczy pseudonim, na przykład „jabłoń”. Imię i nazwisko nie są potrzebne.
passed-language = Twój język: { $language }
passed-reach-telegram = Odpowiedź przyjdzie tutaj, do tego czatu. Nikt nie widzi twojego numeru telefonu.
passed-reach-web = Odpowiedź przyjdzie tutaj, na tę stronę.
passed-called = Imię albo pseudonim: { $called }
passed-no-name = Bez imienia i nazwiska
passed-topic = Temat: { $topic }
passed-no-topic = Temat: nie podano
passed-question = Twoje pytanie:
passed-no-question = Twojego pytania nie przekażę dalej.
button-yes = Tak, przekaż
button-no = Nie
button-strike = Bez mojego pytania
button-unstrike = Z moim pytaniem
button-called = Podaj pseudonim
button-no-name = Bez imienia i nazwiska
button-other-unit = Inne miejsce
other-unit-ask = Do kogo chcesz napisać?
unit-line = { $unit }: { $meaning }
enforcement-warning = Uwaga: { $unit } to kontrola ({ $meaning }).
enforcement-ask = Zwykle lepiej najpierw porozmawiać w punkcie porad. Czy mimo to chcesz tam napisać: { $unit }?
button-enforcement-yes = Tak, mimo to: { $unit }

case-opened = Twoje pytanie jest teraz tutaj: { $unit }. Twój numer to { $number }.
case-no-time = Kiedy przyjdzie odpowiedź, jeszcze nie możemy powiedzieć. To miejsce nie potwierdziło jeszcze swoich godzin.
case-time-asked = Czas odpowiedzi podamy ci, gdy tylko go poznamy.
case-go-on = Możesz mnie dalej o wszystko pytać.
case-reach-ask = Jak chcesz dostać odpowiedź?
button-reach-write = Napisz do mnie
button-reach-news = Tylko „jest coś nowego”
button-reach-none = Nie pisz, zajrzę tu
reach-write = Dobrze. Odpowiedź na { $number } przyjdzie tutaj.
reach-news = Dobrze. Napiszę tylko, że jest coś nowego. Przeczytasz to przez /person.
reach-none = Dobrze. Nie będę pisać. Możesz zajrzeć w każdej chwili przez /person.
sent-to-unit = Przekazane: { $unit } · { $number }
stayed-here = Tę wiadomość zna tylko Lotse. Nie widzi jej: { $unit }.
alarm-told = { $unit } wie teraz, że możesz szybko potrzebować pomocy. Twojej wiadomości nie dostali.
button-also-send = Wyślij też tu: { $unit }
reopen-ask = Czy { $unit } też ma to dostać? Wtedy twoje pytanie { $number } jest znowu otwarte.
reopened = Przekazane: { $unit }. Twoje pytanie { $number } jest znowu otwarte.
no-cases = W tej chwili żadne miejsce nie ma twojego pytania.
case-title = Numer { $number } · { $unit }
case-owner-waiting = Twoje pytanie ma: { $unit }. Jeszcze nikt się nim nie zajmuje.
case-owner-staff = Twoim pytaniem zajmuje się człowiek stąd: { $unit }.
case-last = Ostatnia wiadomość: { $at }
case-news = Jest coś nowego, numer { $number }. Przeczytasz to przez /person.
case-taken = Numerem { $number } zajmuje się teraz człowiek stąd: { $unit }.
case-closed = Numer { $number } jest zakończony. Jeśli coś jest jeszcze niejasne, po prostu do mnie napisz.
case-answer = Odpowiedź, { $unit }:
button-withdraw = Wycofaj pytanie
withdraw-ask = Numer { $number }: czy { $unit } ma już nad tym nie pracować? Wtedy pytanie się kończy.
button-withdraw-yes = Tak, wycofaj
withdrawn = Gotowe. { $unit } nie pracuje już nad numerem { $number }.
staff-answer-from = { $unit } pisze do ciebie:
staff-original = Napisane po niemiecku:
translation-machine = To przetłumaczył program. Przy ważnych sprawach proszę dopytaj.
translation-memory = To tłumaczenie ludzie już kiedyś poprawili.
translation-reviewed = To zdanie przetłumaczyli ludzie.
translation-none = Tłumaczenia jeszcze nie ma. Oto niemiecki tekst.

## What belongs to the newcomer

notice = Kto to czyta? Co jest zapisane?
notice-who = Lotse należy do miasta Weißenfels. Odpowiada program.
notice-what = Zapisane jest: numer twojego czatu, twój język i to, co przekazujesz dalej. Bez imienia i nazwiska, bez numeru telefonu.
notice-why = Przechowujemy to tylko po to, żeby móc ci odpowiedzieć. Jeśli Lotse nie znajdzie odpowiedzi na pytanie, przechowujemy je przez 90 dni, bez imion, nazwisk i liczb. Dzięki temu możemy wkrótce napisać odpowiedź.
notice-how-long = Twoje ostatnie pytanie Lotse zapomina po jednym dniu. Przekazane pytania usuwamy { $days ->
    [one] { $days } dzień
    [few] { $days } dni
   *[many] { $days } dni
} po ich zakończeniu. Jeśli przez tyle dni nikt nic nie napisze, pytanie kończy się samo. Jeśli ty przez tyle dni nic nie piszesz i nie ma już żadnego twojego pytania, usuwamy wszystko o tobie. Z /delete wszystko kończy się od razu.
notice-who-sees = Czyta to tylko to miejsce, któremu powiesz „tak”. Nie twój szef, nie osoba, która wynajmuje ci mieszkanie, nie kontrola mieszkań.
notice-telegram = Telegram to firma spoza UE. To, co tam piszesz, jest też w tej firmie.
notice-rights = Wszystko jest dobrowolne. Zobacz swoje dane: /mydata. Usunąć: /delete
button-delete = Usuń wszystko
mydata = To jest o tobie zapisane
mydata-language = Twój język: { $language }
mydata-since = Piszesz tu od { $at }.
mydata-cases = { $count ->
    [0] Nie ma pytań przekazanych dalej
    [one] { $count } przekazane pytanie
    [few] { $count } przekazane pytania
    [many] { $count } przekazanych pytań
   *[other] { $count } przekazanego pytania
}
mydata-no-name = Bez imienia i nazwiska, bez numeru telefonu
mydata-all = Wszystko dokładnie
mydata-all-newcomer = Ty
mydata-all-last-question = Twoje ostatnie pytanie
mydata-all-draft = Jeszcze nieprzekazane
mydata-all-consents = Na co się zgadzasz
mydata-all-cases = Twoje sprawy
mydata-all-articles = Teksty, które były dla ciebie
mydata-all-unanswered = Twoje pytania bez odpowiedzi
mydata-all-messages = Co napisał do ciebie Lotse
mydata-all-files = Pliki do przekazania
mydata-all-web = Ta strona czatu
mydata-all-other = Inne
button-all-data = Pokaż wszystko
delete-ask = Czy mam wszystko usunąć?
delete-what = Usunę: twój język, twoje pytania, twoje numery i odpowiedzi. Potem nikt nie będzie już mógł ci na nie odpowiedzieć.
button-delete-yes = Tak, usuń wszystko
button-keep = Nie, zostaw
deleted = Wszystko jest usunięte.
deleted-receipt = Potwierdzenie { $receipt }, { $at }
deleted-telegram = W twoim Telegramie czat zostaje. Jeśli chcesz, usuń go tam.
deleted-web = Możesz teraz zamknąć tę stronę.
kept = Dobrze. Wszystko zostaje tak, jak jest.
stopped = Dobrze. Nie będę już zaczynać rozmowy. Gdy ty napiszesz, odpowiem.

## Telegram: what stands in the menu (at most 256 characters) and on the bot's page (at most 120 and 512)

command-start = Zacznij od początku
command-help = Tak pomaga Lotse
command-language = Zmień język
command-person = Porozmawiaj z człowiekiem
command-mydata = Co jest o mnie zapisane?
command-delete = Usuń wszystko
command-stop = Żadnych wiadomości więcej
bot-short-description = Pomoc w pierwszych krokach w Weißenfels: meldunek, szkoła, mieszkanie, urzędy. W twoim języku.
bot-description = Lotse pomaga ci w pierwszych krokach w Weißenfels. Pytaj w swoim języku: meldunek, szkoła, mieszkanie, urzędy. Tu odpowiada program. Zawsze możesz też napisać do człowieka.
