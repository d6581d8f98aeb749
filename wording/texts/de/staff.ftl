# What the group of a unit reads. German in every file: staff members read German.

staff-group-connected = Diese Gruppe bekommt jetzt Hinweise für: { $unit }. Inhalte stehen nur am Schreibtisch.
staff-group-over = Diese Gruppe ist nicht mehr mit { $unit } verbunden. Hinweise kommen jetzt in eine andere Gruppe.
staff-case-new = Neuer Fall { $number }.
staff-case-message = Neue Nachricht im Fall { $number }.
staff-case-reopened = Fall { $number } ist wieder offen. Die Person hat noch etwas geschrieben.
staff-case-alarm = Fall { $number }: Hinweis auf Gefahr. Bitte sofort ansehen.
