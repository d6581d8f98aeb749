# Where a town tells its cases on its own page: what Telegram says instead, and the door of the page.

page-news = Jest coś nowego w sprawie numer { $number }.
button-read = Czytam teraz
button-page = Otwórz moją stronę
page-link = To jest link do twojej strony. Działa { $minutes } minut i tylko raz:
page-link-word = Tam wpisz swoje hasło. Nie dawaj nikomu tego linku.
page-tries-spent = Hasło było zbyt wiele razy błędne. Nowy link możesz znowu dostać najwcześniej: { $at }. Albo idź ze swoim numerem do biura.
passed-reach-page = Odpowiedź przyjdzie na stronę miasta, nie do Telegrama. Nikt nie widzi twojego numeru telefonu.
page-case-opened = Twoje pytanie jest teraz w biurze. Twój numer to { $number }.
page-answers-there = Odpowiedź będzie na twojej stronie, którą prowadzi miasto, nie tutaj w Telegramie. Tutaj mówię tylko, że jest coś nowego.
page-choose-soon = Otwórz teraz swoją stronę i wybierz hasło. Wtedy nikt nie otworzy jej bez hasła, nawet z twoim telefonem.
page-reach-news = Dobrze. Gdy będzie coś nowego w sprawie numer { $number }, napiszę o tym w Telegramie. Przeczytasz to na swojej stronie.
page-reach-none = Dobrze. Nie będę pisać. Odpowiedź będzie na twojej stronie. Wejdziesz tam w każdej chwili przez /person.
page-write-there = Napisz to proszę do biura na swojej stronie. Tej wiadomości nie przekazuję dalej.
page-only-lotse = Tę wiadomość zna tylko Lotse, żadne biuro. Do biura piszesz tutaj:
page-file-there = Prześlij plik do biura na swojej stronie. Tutaj go nie otwieram.
page-case-title = Numer { $number }
page-case-owner-waiting = Biuro ma twoje pytanie. Jeszcze nikt się nim nie zajmuje.
page-case-owner-staff = Twoim pytaniem zajmuje się człowiek.
page-withdraw-ask = Numer { $number }: czy biuro ma już nad tym nie pracować? Wtedy pytanie się kończy.
page-withdrawn = Gotowe. Biuro nie pracuje już nad numerem { $number }.
page-alarm-told = Biuro, które ma twój numer { $number }, wie teraz, że możesz szybko potrzebować pomocy. Twojej wiadomości nie dostało.
page-mydata = To, co napisaliście ty i biuro, widać tylko na twojej stronie.
notice-page = To, co pisze do ciebie biuro, jest tylko na stronie miasta, nie w Telegramie.

web-door = Twoja strona
web-door-choose = Wymyśl hasło
web-door-at-least = Co najmniej { $least } liter lub cyfr, ale nie data urodzenia. Dobre są dwa słowa, na które nikt nie wpadnie.
web-door-why = Znasz je tylko ty. Bez hasła nikt nie otworzy twojej strony.
web-door-keep = Zapamiętaj je dobrze. My też go nie znamy i nie możemy ci go przypomnieć.
web-door-give = Twoje hasło
web-door-forgotten = Jeśli zapomnisz hasła: idź ze swoim numerem do biura.
web-door-since = To hasło wybrano { $day } o godzinie { $time }.
web-door-not-you = To nie ty? Napisz /delete do Lotse w Telegramie. Wtedy ta strona zniknie razem z twoimi pytaniami i odpowiedziami i nikt jej już nie otworzy. Potem zaczniesz od nowa.
web-door-open = Otwórz
web-door-short = To jeszcze za krótkie. Wpisz co najmniej { $least } liter lub cyfr.
web-door-row = Ciąg taki jak 123456 inni sprawdzają najpierw. { web-door-better }
web-door-date = Rok urodzenia albo datę zgadnie każdy, kto cię zna. { web-door-better }
web-door-known = Tego słowa używa wiele osób, dlatego inni sprawdzają je najpierw. { web-door-better }
web-door-better = Lepiej wpisz dwa słowa, na które nikt nie wpadnie.
web-door-wrong = To nie jest właściwe hasło. { $count ->
    [one] Masz jeszcze { $count } próbę.
    [few] Masz jeszcze { $count } próby.
   *[many] Masz jeszcze { $count } prób.
}
web-door-shut = Twoja strona jest znów zamknięta.
web-door-unsent = Twoja ostatnia wiadomość mogła nie dojść. Sprawdź to proszę na swojej stronie.
web-door-kept = Twój niewysłany tekst nie przepadł. Zostaw to okno otwarte, a tekst znów będzie na twojej stronie.
web-door-over = Ten link już nie działa.
web-door-tried = Hasło było błędne { $count } razy, dlatego strona jest teraz zamknięta. Dzięki temu nikt nie może dalej zgadywać. Możesz od razu spróbować z nowym linkiem.
web-door-over-how = Naciśnij w Telegramie „{ button-page }”. Wtedy dostaniesz nowy link.

web-page-lock = Zamknij
web-page-until = Otwarta do:
web-page-ends-soon = Twoja strona zamknie się za kilka minut. Wyślij proszę swój tekst.
web-page-wrong-words = Od wczoraj hasło było błędne { $count ->
    [one] jeden raz
   *[other] { $count } razy
}. To nie ty? W takim razie zmień hasło.
web-word-change = Zmień hasło
web-word-old = Twoje dotychczasowe hasło
web-word-new = Nowe hasło
web-word-save = Zapisz
web-word-changed = Twoje hasło jest zmienione.
web-word-back = Wróć na moją stronę
