# Where a town tells its cases on its own page: what Telegram says instead, and the door of the page.

page-news = Es gibt etwas Neues zu Nummer { $number }.
button-read = Jetzt lesen
button-page = Meine Seite öffnen
page-link = Hier ist der Link zu Ihrer Seite. Er geht { $minutes } Minuten lang und nur einmal:
page-link-word = Dort geben Sie Ihr Passwort ein. Geben Sie den Link niemandem.
page-tries-spent = Das Passwort war zu oft falsch. Einen neuen Link gibt es wieder ab: { $at }. Oder gehen Sie mit Ihrer Nummer zur Stelle.
passed-reach-page = Die Antwort kommt auf eine Seite der Stadt, nicht in Telegram. Ihre Telefonnummer sieht niemand.
page-case-opened = Ihre Frage ist jetzt bei der Stelle. Ihre Nummer ist { $number }.
page-answers-there = Die Antwort steht auf Ihrer Seite bei der Stadt, nicht hier in Telegram. Hier sage ich nur, dass es etwas Neues gibt.
page-choose-soon = Öffnen Sie Ihre Seite jetzt und wählen Sie ein Passwort. Dann kann niemand sie ohne das Passwort öffnen, auch nicht mit Ihrem Telefon.
page-reach-news = Gut. Wenn es zu { $number } etwas Neues gibt, sage ich es in Telegram. Sie lesen es auf Ihrer Seite.
page-reach-none = Gut. Ich schreibe nicht. Die Antwort steht auf Ihrer Seite. Dorthin kommen Sie jederzeit mit /person.
page-write-there = Schreiben Sie das bitte auf Ihrer Seite an die Stelle. Diese Nachricht habe ich nicht weitergegeben.
page-only-lotse = Diese Nachricht hat nur Lotse gelesen, keine Stelle. An die Stelle schreiben Sie hier:
page-file-there = Geben Sie die Datei bitte auf Ihrer Seite an die Stelle. Hier habe ich sie nicht geöffnet.
page-case-title = Nummer { $number }
page-case-owner-waiting = Die Stelle hat Ihre Frage. Noch hat niemand sie übernommen.
page-case-owner-staff = Ein Mensch kümmert sich um Ihre Frage.
page-withdraw-ask = Soll die Stelle nicht mehr an Nummer { $number } arbeiten? Die Frage endet dann.
page-withdrawn = Erledigt. Die Stelle arbeitet nicht mehr an Nummer { $number }.
page-alarm-told = Die Stelle, bei der Ihre Nummer { $number } liegt, weiß jetzt, dass Sie vielleicht schnell Hilfe brauchen. Was Sie geschrieben haben, hat die Stelle nicht bekommen.
page-mydata = Was Sie und die Stelle geschrieben haben, sehen Sie nur auf Ihrer Seite.
notice-page = Was eine Stelle Ihnen schreibt, steht nur auf einer Seite der Stadt, nicht in Telegram.

web-door = Ihre Seite
web-door-choose = Denken Sie sich ein Passwort aus
web-door-at-least = Mindestens { $least } Buchstaben oder Ziffern, kein Geburtstag. Gut sind zwei Wörter, auf die niemand kommt.
web-door-why = Nur Sie kennen es. Ohne das Passwort kann niemand Ihre Seite öffnen.
web-door-keep = Merken Sie es sich gut. Auch wir kennen es nicht und können es Ihnen nicht wiedergeben.
web-door-give = Ihr Passwort
web-door-forgotten = Wenn Sie das Passwort vergessen: Gehen Sie mit Ihrer Nummer zur Stelle.
web-door-since = Dieses Passwort wurde am { $day } um { $time } gewählt.
web-door-not-you = Das waren nicht Sie? Schreiben Sie in Telegram /delete an Lotse. Dann ist diese Seite weg, mit Ihren Fragen und den Antworten, und niemand kann sie mehr öffnen. Danach fangen Sie neu an.
web-door-open = Öffnen
web-door-short = Das ist noch zu kurz. Nehmen Sie mindestens { $least } Buchstaben oder Ziffern.
web-door-row = Eine Reihe wie 123456 probieren andere zuerst. { web-door-better }
web-door-date = Ein Geburtsjahr oder ein Datum errät, wer Sie kennt. { web-door-better }
web-door-known = Dieses Wort nehmen viele Menschen, darum probieren andere es zuerst. { web-door-better }
web-door-better = Nehmen Sie lieber zwei Wörter, auf die niemand kommt.
web-door-wrong = Das war nicht das richtige Passwort. { $count ->
    [one] Sie haben noch { $count } Versuch.
   *[other] Sie haben noch { $count } Versuche.
}
web-door-shut = Ihre Seite ist wieder zu.
web-door-unsent = Was Sie zuletzt geschrieben haben, kam vielleicht nicht an. Sehen Sie bitte auf Ihrer Seite nach.
web-door-kept = Was Sie noch nicht gesendet haben, ist nicht verloren. Lassen Sie dieses Fenster offen, dann steht es auf Ihrer Seite wieder da.
web-door-over = Dieser Link geht nicht mehr.
web-door-tried = Das Passwort war { $count }-mal falsch, darum ist jetzt zu. So kann niemand weiter raten. Sie können es gleich mit einem neuen Link versuchen.
web-door-over-how = Drücken Sie in Telegram auf „{ button-page }“. Dann bekommen Sie einen neuen Link.

web-page-lock = Schließen
web-page-until = Offen bis:
web-page-ends-soon = Ihre Seite schließt in wenigen Minuten. Bitte senden Sie, was Sie geschrieben haben.
web-page-wrong-words = Seit gestern war das Passwort { $count ->
    [one] einmal
   *[other] { $count }-mal
} falsch. Waren das nicht Sie? Dann ändern Sie Ihr Passwort.
web-word-change = Passwort ändern
web-word-old = Ihr Passwort bis jetzt
web-word-new = Das neue Passwort
web-word-save = Speichern
web-word-changed = Ihr Passwort ist geändert.
web-word-back = Zurück zu meiner Seite
