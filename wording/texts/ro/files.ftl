# Photos, voices and files.

video-not-read = Nu pot să văd filme și nu am deschis filmul tău. Un om te poate ajuta. Sau alege o imagine.
file-ask-paper = Se vede acolo un buletin, un pașaport sau un permis de ședere?
file-ask-why = Nu primesc poze cu acte de identitate.
file-ask-where = Dacă nu: trimit doar la biroul pe care îl alegi aici.
voice-ask = Să trimit mai departe mesajul vocal?
button-file-send = Nu. Trimite la { $unit }
button-voice-send = Da. Trimite la { $unit }
button-file-paper = Da, un act de identitate
button-file-cancel = Nu trimite
file-refused = Atunci nu îl primesc. Nu am păstrat nimic. Arată tu actul la birou.
file-cancelled = Bine. Nu am trimis nimic și nu am păstrat nimic.
file-fetching = Bine. Trimit la: { $unit }
file-sent = Fișier trimis la: { $unit } · { $number }
file-too-big = Este prea mare. Un fișier poate avea cel mult 10 MB.
file-kind = Așa ceva nu pot trimite. Se poate cu poze, PDF și mesaje vocale.
file-failed = Nu am putut lua fișierul. Te rog, trimite-l încă o dată.
file-over = Nu mai am fișierul. Te rog, trimite-l încă o dată.
file-case-over = Fișierul nu a fost trimis: numărul { $number } s-a încheiat deja.
file-full = La această întrebare sunt deja foarte multe fișiere. Nu mai pot trimite altele.
web-attach = Trimite o poză sau un fișier
web-attach-choose = Poză, PDF sau înregistrare. Cel mult 10 MB.
web-attach-paper = Se vede acolo un buletin, un pașaport sau un permis de ședere?
web-attach-no = Nu
web-attach-yes = Da
web-attach-send = Trimite la { $unit }
web-attach-missing = Te rog, alege un fișier și răspunde la întrebare.
