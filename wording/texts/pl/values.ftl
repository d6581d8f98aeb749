# Values of facts in their base form, offices, sections and the state of an article.

value-minutes = { $n ->
    [one] { $n } minuta
    [few] { $n } minuty
   *[many] { $n } minut
}
value-hours = { $n ->
    [one] { $n } godzina
    [few] { $n } godziny
   *[many] { $n } godzin
}
value-days = { $n ->
    [one] { $n } dzień
    [few] { $n } dni
   *[many] { $n } dni
}
value-weeks = { $n ->
    [one] { $n } tydzień
    [few] { $n } tygodnie
   *[many] { $n } tygodni
}
value-months = { $n ->
    [one] { $n } miesiąc
    [few] { $n } miesiące
   *[many] { $n } miesięcy
}
value-years = { $n ->
    [one] { $n } rok
    [few] { $n } lata
   *[many] { $n } lat
}
value-working-days = { $n ->
    [one] { $n } dzień roboczy
    [few] { $n } dni robocze
   *[many] { $n } dni roboczych
}
value-age = { $n ->
    [one] { $n } rok
    [few] { $n } lata
   *[many] { $n } lat
}

office-address-unknown = adres nie jest jeszcze znany
office-phone-unknown = numer telefonu nie jest jeszcze znany
office-email-unknown = adres e-mail nie jest jeszcze znany
office-web-unknown = strona internetowa nie jest jeszcze znana
office-hours-unknown = godziny otwarcia nie są jeszcze znane
office-address-ask = jeszcze go nie znamy na pewno. Zapytaj tutaj: { $office }

section-until = Do kiedy
section-where = Gdzie
section-address = Adres
section-papers = Dokumenty
section-cost = Koszt
section-words = Niemieckie słowa

state-law = { $law }, tekst ustawy, stan: { $date }
state-law-unread = { $law }, tekstu ustawy nie czytaliśmy
state-source = źródło: { $source }, stan: { $date }
state-source-undated = źródło: { $source }, strona bez daty
state-source-none = bez pisemnego źródła
state-both = { $first } · { $second }
state-unconfirmed = jeszcze niepotwierdzone przez miasto
state-confirmed = potwierdza to { $office }, { $date }
state-not-native = Tego tłumaczenia nie czytał jeszcze nikt, kto mówi po polsku od dziecka.
state-machine = Ten tekst przetłumaczyła maszyna. Nie czytał go jeszcze nikt, kto mówi po polsku od dziecka.
state-review-due = Ten tekst sprawdzono ostatni raz { $checked }. Należało sprawdzić go ponownie do { $date }.
state-review-never = Nie wiemy, czy ktoś sprawdzał ten tekst. Należało go sprawdzić do { $date }.

article-not-in-language = Tego tekstu nie ma jeszcze po polsku. Oto tekst po niemiecku.
