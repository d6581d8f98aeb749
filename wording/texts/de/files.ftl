# Photos, voices and files.

video-not-read = Ich kann keine Videos ansehen und habe es nicht geöffnet. Ein Mensch kann Ihnen helfen, oder Sie wählen ein Bild.
file-ask-paper = Sieht man darauf einen Ausweis, einen Pass oder eine Aufenthaltskarte?
file-ask-why = Bilder von Ausweisen nehme ich nicht an.
file-ask-where = Wenn nicht: Ich gebe es nur an die Stelle, die Sie hier wählen.
voice-ask = Soll ich die Sprachnachricht weitergeben?
button-file-send = Nein. An { $unit } geben
button-voice-send = Ja. An { $unit } geben
button-file-paper = Ja, einen Ausweis
button-file-cancel = Nicht weitergeben
file-refused = Dann nehme ich es nicht an. Ich habe nichts gespeichert. Zeigen Sie den Ausweis selbst im Amt.
file-cancelled = Gut. Ich habe nichts weitergegeben und nichts gespeichert.
file-fetching = Gut. Ich gebe es weiter an: { $unit }
file-sent = Datei weitergegeben: { $unit } · { $number }
file-too-big = Das ist zu groß. Eine Datei darf höchstens 10 MB haben.
file-kind = So etwas kann ich nicht weitergeben. Es geht mit Fotos, PDF und Sprachnachrichten.
file-failed = Ich konnte die Datei nicht holen. Bitte schicken Sie sie noch einmal.
file-over = Ich habe die Datei nicht mehr. Bitte schicken Sie sie noch einmal.
file-case-over = Die Datei wurde nicht weitergegeben: Nummer { $number } ist schon abgeschlossen.
file-full = Zu dieser Frage gibt es schon sehr viele Dateien. Mehr kann ich nicht weitergeben.
web-attach = Foto oder Datei schicken
web-attach-choose = Foto, PDF oder Tonaufnahme. Höchstens 10 MB.
web-attach-paper = Sieht man darauf einen Ausweis, einen Pass oder eine Aufenthaltskarte?
web-attach-no = Nein
web-attach-yes = Ja
web-attach-send = An { $unit } schicken
web-attach-missing = Bitte wählen Sie eine Datei und antworten Sie auf die Frage.
