# Photos, voices and files.

video-not-read = Nie umiem oglądać filmów. Ten film nie został otwarty. Pomoże ci człowiek albo wybierz zdjęcie.
file-ask-paper = Czy widać tam dowód osobisty, paszport albo kartę pobytu?
file-ask-why = Nie przyjmuję zdjęć dokumentów tożsamości.
file-ask-where = Jeśli nie: przekażę to tylko do miejsca, które tu wybierzesz.
voice-ask = Czy mam przekazać wiadomość głosową?
button-file-send = Nie. Przekaż tu: { $unit }
button-voice-send = Tak. Przekaż tu: { $unit }
button-file-paper = Tak, dokument tożsamości
button-file-cancel = Nie przekazuj
file-refused = W takim razie tego nie przyjmuję. Nic nie jest zapisane. Pokaż dokument w urzędzie.
file-cancelled = Dobrze. Nic nie jest przekazane ani zapisane.
file-fetching = Dobrze. Przekazuję tu: { $unit }
file-sent = Plik przekazany: { $unit } · { $number }
file-too-big = To jest za duże. Plik może mieć najwyżej 10 MB.
file-kind = Tego nie mogę przekazać. Możliwe są zdjęcia, PDF i wiadomości głosowe.
file-failed = Nie udało się pobrać pliku. Proszę, wyślij go jeszcze raz.
file-over = Nie mam już tego pliku. Proszę, wyślij go jeszcze raz.
file-case-over = Plik nie został przekazany: pytanie numer { $number } jest już zakończone.
file-full = Przy tym pytaniu jest już bardzo dużo plików. Więcej nie mogę przekazać.
web-attach = Wyślij zdjęcie lub plik
web-attach-choose = Zdjęcie, PDF albo nagranie. Najwyżej 10 MB.
web-attach-paper = Czy widać tam dowód osobisty, paszport albo kartę pobytu?
web-attach-no = Nie
web-attach-yes = Tak
web-attach-send = Wyślij tu: { $unit }
web-attach-missing = Proszę, wybierz plik i odpowiedz na pytanie.
