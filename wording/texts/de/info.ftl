# What the public pages /info say around the articles.

info-title = Auskunft für Neue in Weißenfels
info-lead = Jede Antwort sagt, woher sie kommt. Suchen Sie mit Ihren Worten, oder wählen Sie ein Thema.
info-look-for = Wonach suchen Sie?
info-search = Suchen
info-found = { $count ->
    [one] { $count } Text gefunden
   *[other] { $count } Texte gefunden
}
info-nothing = Dazu haben wir nichts gefunden. Versuchen Sie andere Wörter, oder fragen Sie Lotse.
info-ask = Lotse fragen
info-ask-why = Sie haben noch eine Frage? Lotse antwortet in Ihrer Sprache. Ihren Namen brauchen wir nicht.
info-more = Mehr dazu
info-sources = Woher das kommt
info-german = Auf Deutsch, zum Vorzeigen
info-related = Das kann auch helfen
info-languages = Andere Sprachen
info-topics = Alle Themen
info-qr = Für einen Aushang: QR-Code dieser Seite
info-changed = Diese Seite wurde zuletzt geändert am { $date }
info-missing = Diese Seite gibt es nicht
info-missing-why = Vielleicht wurde sie zurückgezogen, oder die Adresse stimmt nicht ganz.
info-to-content = Zum Inhalt
info-on-phone = Diese Seite auf dem Telefon
