# What the chat page says around the conversation.

web-title = Lotse Weißenfels
web-hello = Willkommen
web-write = Ihre Frage
web-placeholder = Ihre Frage …
web-send = Senden
web-leave = Schnell weg
web-language = Sprache wechseln
web-you = Sie
web-lotse = Lotse
web-staff = Ein Mensch antwortet
web-conversation = Gespräch mit Lotse
web-waiting = Einen Moment …
web-slow = Das dauert etwas länger. Die Antwort kommt hier an.
web-offline = Kein Internet. Was Sie geschrieben haben, bleibt hier stehen.
web-failed = Das ist nicht angekommen.
web-again = Noch einmal senden
web-too-fast = Von hier kommen gerade sehr viele Fragen. { $count ->
    [one] Bitte warten Sie eine Minute.
   *[other] Bitte warten Sie { $count } Minuten.
}
web-too-long = Das ist zu lang. Bitte schreiben Sie kürzer.
web-empty = Bitte schreiben Sie Ihre Frage.
web-to-text = Zum Schreiben
web-anew = Neu beginnen
