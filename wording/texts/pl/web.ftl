# What the chat page says around the conversation.

web-title = Lotse Weißenfels
web-hello = Witamy
web-write = Twoje pytanie
web-placeholder = Twoje pytanie …
web-send = Wyślij
web-leave = Szybkie wyjście
web-language = Zmień język
web-you = Ty
web-lotse = Lotse
web-staff = Odpowiada człowiek
web-conversation = Rozmowa z Lotse
web-waiting = Chwileczkę …
web-slow = To trwa trochę dłużej. Odpowiedź pojawi się tutaj.
web-offline = Brak internetu. Twój tekst zostaje tutaj.
web-failed = Wiadomość nie dotarła.
web-again = Wyślij jeszcze raz
web-too-fast = Przychodzi stąd teraz bardzo dużo pytań. { $count ->
    [one] Poczekaj minutę.
    [few] Poczekaj { $count } minuty.
   *[many] Poczekaj { $count } minut.
}
web-too-long = To za długie. Napisz krócej.
web-empty = Napisz swoje pytanie.
web-to-text = Przejdź do pisania
web-anew = Zacznij od nowa
