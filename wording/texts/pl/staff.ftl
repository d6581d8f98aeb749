# What the group of a unit reads. German in every file: staff members read German.

staff-group-connected = Diese Gruppe bekommt jetzt Hinweise für: { $unit }. Inhalte stehen nur am Schreibtisch.
staff-case-new = Neuer Fall { $number }.
staff-case-message = Neue Nachricht im Fall { $number }.
staff-case-reopened = Fall { $number } ist wieder offen. Die Person hat noch etwas geschrieben.
staff-case-alarm = Fall { $number }: Hinweis auf Gefahr. Bitte sofort ansehen.
