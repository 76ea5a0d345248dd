"""Who comes to the demo shop: given names and surnames as one hears them at a Swedish counter."""

GIVEN = (
    "Maria", "Anna", "Elin", "Emma", "Sara", "Johanna", "Karin", "Malin", "Linnea", "Ida",
    "Åsa", "Ulla", "Birgitta", "Astrid", "Ebba", "Wilma", "Alva", "Saga", "Märta", "Ellen",
    "Erik", "Lars", "Johan", "Anders", "Mikael", "Fredrik", "Oskar", "Gustav", "Emil", "Hugo",
    "Nils", "Göran", "Örjan", "Björn", "Håkan", "Elias", "Liam", "Vidar", "Sixten", "Alfred",
    "Fatima", "Amina", "Layla", "Zahra", "Maryam", "Noor", "Hodan", "Ayaan", "Hawa", "Selam",
    "Mohammed", "Ahmed", "Yusuf", "Omar", "Ali", "Hassan", "Abdi", "Samuel", "Yonas", "Reza",
    "Oksana", "Iryna", "Olha", "Kateryna", "Dmytro", "Andrij", "Magdalena", "Agnieszka", "Piotr",
    "Tomasz", "Aino", "Päivi", "Jukka", "Mikko", "Amra", "Jasmina", "Emir", "Goran", "Elif",
    "Mehmet", "Parisa", "Shirin", "Darius", "Niran", "Malee", "Linh", "Minh", "Priya", "Arjun",
    "Zoë", "José", "Lucía", "Renée", "Søren", "Kjersti", "Þóra",
)  # fmt: skip

SURNAMES = (
    "Andersson", "Johansson", "Karlsson", "Nilsson", "Eriksson", "Larsson", "Olsson", "Persson",
    "Svensson", "Gustafsson", "Pettersson", "Jonsson", "Lindberg", "Lindström", "Lindqvist",
    "Bergström", "Söderberg", "Åkesson", "Åström", "Öberg", "Östlund", "Ekström", "Hägglund",
    "Sjöberg", "Wallin", "Norén", "Hedlund", "Björk", "Nyström", "Holm", "Sandberg", "Forsberg",
    "Ahmed", "Hassan", "Mohamud", "Warsame", "Abdullahi", "Al-Hassan", "Haddad", "Khalil", "Saleh",
    "Rahimi", "Hosseini", "Karimi", "Öztürk", "Demir", "Kaya", "Hadžić", "Kovačević", "Petrović",
    "Kowalska", "Nowak", "Wiśniewska", "Shevchenko", "Kovalenko", "Bondarenko", "Melnyk",
    "Virtanen", "Korhonen", "Mäkelä", "Tesfaye", "Gebremedhin", "Nguyen", "Tran", "Srisuk",
    "Singh", "Patel", "García", "Fernández", "Hansen", "Nielsen", "Sørensen", "van der Berg",
)  # fmt: skip

ALIASES = (
    "Blå mössan", "Kaffe med mjölk", "Räven", "Tisdag", "Grannen", "Norrsken", "Ugglan",
    "Pannkakan", "Röda vantar", "Lingon", "Storspoven", "Kompassen", "Hjortron", "Sälen",
)  # fmt: skip

GROUPS = (
    "Tallskolan 4B", "Tallskolan 5A", "Ängsskolan F-3", "Ängsskolan 6C", "Sjöängsskolan 7-9",
    "Montessoriskolan Granen", "Förskolan Kotten", "Förskolan Blåklinten",
    "Fritidshemmet Igelkotten", "Fritidsgården Kåken", "Idrottsklubben Tall", "Skridskoklubben Is",
    "Friluftsfrämjandet Tall", "Scoutkåren Vargen", "Föreningen Nya vänner",
    "Svenska för invandrare, kurs C", "Bandyklubben Vargarna", "Delfinen", "Vuxenskolan",
)  # fmt: skip

CALLED = (
    "Ringde, kommer på måndag.",
    "Svarade inte, försöker i morgon.",
    "Sjuka hemma, lämnar nästa vecka.",
    "Skickade meddelande.",
    "Barnbarnet har dem, ordnar det.",
    "Bad om en vecka till.",
)

NUMBERS = tuple(f"+46701740{number}" for number in range(605, 700))
"""Every number there is for films and demos: 070-174 06 05 to 070-174 06 99. Nobody answers."""
