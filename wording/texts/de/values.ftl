# Values of facts in their base form, offices, sections and the state of an article.

value-minutes = { $n ->
    [one] { $n } Minute
   *[other] { $n } Minuten
}
value-hours = { $n ->
    [one] { $n } Stunde
   *[other] { $n } Stunden
}
value-days = { $n ->
    [one] { $n } Tag
   *[other] { $n } Tage
}
value-weeks = { $n ->
    [one] { $n } Woche
   *[other] { $n } Wochen
}
value-months = { $n ->
    [one] { $n } Monat
   *[other] { $n } Monate
}
value-years = { $n ->
    [one] { $n } Jahr
   *[other] { $n } Jahre
}
value-working-days = { $n ->
    [one] { $n } Arbeitstag
   *[other] { $n } Arbeitstage
}
value-age = { $n ->
    [one] { $n } Jahr
   *[other] { $n } Jahre
}

office-address-unknown = Adresse noch nicht bekannt
office-phone-unknown = Telefonnummer noch nicht bekannt
office-email-unknown = E-Mail-Adresse noch nicht bekannt
office-web-unknown = Internetseite noch nicht bekannt
office-hours-unknown = Öffnungszeiten noch nicht bekannt
office-address-ask = kennen wir noch nicht sicher. Fragen Sie hier: { $office }

section-until = Bis wann
section-where = Wo
section-address = Adresse
section-papers = Papiere
section-cost = Kosten
section-words = Deutsche Wörter

state-law = { $law }, Gesetzestext vom { $date }
state-law-unread = { $law }, Gesetzestext nicht nachgelesen
state-source = Quelle: { $source }, Stand { $date }
state-source-undated = Quelle: { $source }, Seite ohne Datum
state-source-none = ohne schriftliche Quelle
state-both = { $first } · { $second }
state-unconfirmed = von der Stadt noch nicht bestätigt
state-confirmed = bestätigt von { $office } am { $date }
state-not-native = Diese Übersetzung hat noch niemand gelesen, der diese Sprache von Kind an spricht.
state-machine = Eine Maschine hat diesen Text übersetzt. Noch niemand, der diese Sprache von Kind an spricht, hat ihn gelesen.
state-review-due = Zuletzt geprüft am { $checked }. Dieser Text sollte bis { $date } neu geprüft werden.
state-review-never = Wir wissen nicht, ob jemand diesen Text geprüft hat. Er sollte bis { $date } geprüft werden.

article-not-in-language = Diesen Text gibt es noch nicht in Ihrer Sprache. Hier steht er auf Deutsch.
