# What the public pages /info say around the articles.

info-title = Informacje dla nowych osób w Weißenfels
info-lead = Każda odpowiedź mówi, skąd pochodzi. Szukaj własnymi słowami albo wybierz temat.
info-look-for = Czego szukasz?
info-search = Szukaj
info-found = { $count ->
    [one] Znaleziono { $count } tekst
    [few] Znaleziono { $count } teksty
   *[many] Znaleziono { $count } tekstów
}
info-nothing = Nic o tym nie znaleźliśmy. Spróbuj innych słów albo zapytaj Lotse.
info-ask = Zapytaj Lotse
info-ask-why = Masz jeszcze pytanie? Lotse odpowiada w twoim języku. Nie musisz podawać imienia ani nazwiska.
info-more = Więcej o tym
info-sources = Skąd to wiemy
info-german = Po niemiecku, do pokazania w urzędzie
info-related = To też może pomóc
info-languages = Inne języki
info-topics = Wszystkie tematy
info-qr = Na tablicę ogłoszeń: kod QR tej strony
info-changed = Tę stronę zmieniono ostatni raz { $date }
info-missing = Tej strony nie ma
info-missing-why = Może ją wycofano albo adres nie jest całkiem poprawny.
info-to-content = Przejdź do tekstu
info-on-phone = Ta strona w telefonie
