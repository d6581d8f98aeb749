# Announcements: what holds for some days. They stand under answers.

announcement = Wichtig
announcement-in-german = Wichtig (auf Deutsch)
closing-day = { $office } ist am { $day } geschlossen.
closing-days = { $office } ist vom { $first } bis { $last } geschlossen.
