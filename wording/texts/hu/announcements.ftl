# Announcements: what holds for some days. They stand under answers. A Hungarian date ends with its own full stop.

announcement = Fontos
announcement-in-german = Fontos (németül)
closing-day = Zárva: { $office }, { $day }
closing-days = Zárva: { $office }, { $first } – { $last }
