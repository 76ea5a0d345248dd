"""Names as people in Sweden bear them, to be typed where none may stay."""

SWEDISH = """
Anna Linda Maria Elin Emma Sara Johanna Karin Malin Linnea Ida Åsa Ulla Birgitta Astrid Ebba Wilma
Alva Saga Märta Ellen Inga Inger Ingrid Gun Gunilla Siv Liv My Rut Maj Majken Juni Juli April
Tindra Tuva Tyra Ylva Stina Signe Svea Solveig Viola Rosa Rosita Rose Lisa Lena Lina Mona Moa Meja
Mia Mila Nora Nova Novalie Ella Elsa Elise Ester Eva Ewa Freja Greta Hedda Hilda Hilma Iris Isa
Isabella Jasmine Julia Kajsa Kerstin Klara Leia Leonie Lo Lova Lovisa Lykke Maja Margareta
Marianne Matilda Molly Monika Nathalie Nellie Olivia Pernilla Ronja Selma Sigrid Siri Sofia Stella
Tilde Tove Vera Vilda Violet Alice Alicia Agnes Anita Annika Barbro Berit Britt Carina Camilla
Cecilia Disa Edit Erik Lars Johan Anders Mikael Fredrik Oskar Gustav Emil Hugo Nils Göran Örjan
Björn Håkan Elias Liam Vidar Sixten Alfred Per Pär Bo Sten Stig Kim Dag Tage Tor Tore Ture Ulf Uno
Åke Östen Arne Arvid Axel Bengt Bertil Birger Bror Börje Carl Charlie Christer Daniel David Ebbe
Edvin Einar Erling Evert Filip Folke Frank Frans Gunnar Harald Harry Hans Henrik Henning Hjalmar
Holger Ingemar Ivar Jack Jan Jens Jerker Joar Jonas Josef Karl Kent Kjell Klas Knut Kurt Leif
Lennart Linus Loke Love Ludvig Magnus Malte Markus Martin Mats Max Melker Melvin Milo Nisse Noel
Olle Olof Ove Patrik Peter Pontus Ragnar Rasmus Rickard Roger Roland Rolf Rune Simon Staffan
Stefan Sune Sven Sölve Theo Thomas Tim Tobias Tommy Tord Torsten Urban Valdemar Valter Viggo
Viking Viktor Vilgot Vincent Wilhelm William Yngve
"""
NORDIC = """
Aino Päivi Jukka Mikko Eino Toini Tuula Riitta Kaisa Sanna Timo Pekka Antti Heikki Veikko Søren
Kjersti Þóra Else Lone Bente Gry Hege Tone Unn Inge Åse Øystein Guðrún Jón Ditte Mette Lasse Onni
Virtanen Korhonen Mäkelä Nieminen Laine Hansen Nielsen Sørensen Jensen Kristiansen Olsen Bakken
"""
SURNAMES = """
Andersson Johansson Karlsson Nilsson Eriksson Larsson Olsson Persson Svensson Gustafsson
Pettersson Jonsson Jansson Hansson Bengtsson Jönsson Lindberg Lindström Lindqvist Lindgren Lind
Berg Bergström Berggren Bergqvist Söderberg Söderström Åkesson Åström Öberg Östlund Ekström Ek
Ekman Alm Almqvist Hägglund Sjöberg Sjögren Wallin Norén Hedlund Björk Björklund Nyström Nyberg
Holm Holmberg Holmgren Sandberg Forsberg Forsman Dahl Dahlberg Dahlin Kvist Gren Grenander Ström
Strömberg Stenberg Stenmark Stålnacke Stålhammar Ståhl Skoglund Skog Blad Hagblad Lindblad
Rosenblad Engström Eklund Fransson Lundgren Lundberg Lund Lundin Lundqvist Löfgren Löf Mattsson
Magnusson Martinsson Mårtensson Nordin Norberg Nordström Palm Rask Modig Rosén Samuelsson Sundberg
Sundström Sund Viklund Wikström Åberg Åhlund Öhman Hellström Hermansson Isaksson Jakobsson
Henriksson Gunnarsson Falk Ågren Blomqvist Blom Borg Boström Broman Claesson Danielsson Edström
Hedberg Hedman Hallberg Höglund Lagerlöf Lagerkvist Lagergren Gyllenhammar Ridderstråle Svärd
Silfver Wrangel Trolle Stake Hjelm Hjelmberg Krans Kransberg
"""
ARABIC = """
Fatima Amina Layla Zahra Maryam Noor Nur Hawa Aisha Khadija Salma Rania Huda Iman Lamia Yasmin
Zainab Mohammed Muhammad Ahmed Yusuf Omar Ali Hassan Hussein Samir Karim Khalid Ibrahim Ismail
Jamal Hadi Mahmoud Mustafa Nabil Rami Said Tarek Walid Ziad Bilal Haddad Khalil Saleh Al-Hassan
Al-Khatib Darwish
"""
SOMALI = """
Hodan Ayaan Abdi Abdirahman Abdullahi Mohamud Warsame Faduma Ifrah Sagal Idil Deka Ubah Ilwad
Hamdi Nimo Asha Liban Guled Jama Farah Nuur Awale Geedi Ashkir Bashir Duale Egal Elmi Hersi
Samatar Shire
"""
PERSIAN_KURDISH_TURKISH = """
Reza Parisa Shirin Darius Bita Nima Neda Arash Sima Sina Bahar Roya Kaveh Dara Sam Nika Taraneh
Hamid Rahimi Hosseini Karimi Ahmadi Rostami Azad Rojin Berivan Dilan Zilan Rojda Baran Serhat
Diyar Gulan Elif Mehmet Emre Can Cem Deniz Ece Ela Eren Kaan Mert Onur Gül Gul Öztürk Demir Kaya
Yılmaz Şahin
"""
POLISH_UKRAINIAN = """
Magdalena Agnieszka Piotr Tomasz Kowalska Nowak Wiśniewska Wójcik Kuba Ola Iza Adam Ewelina Łukasz
Oksana Iryna Olha Kateryna Dmytro Andrij Shevchenko Kovalenko Bondarenko Melnyk Alla Inna Nadiya
Taras Bohdan Serhij Volodymyr Yulia Halyna Vira Zoya Lesia Ostap Mykola Sasha Olena Raisa
"""
TIGRINYA = """
Selam Luwam Semhar Feven Helen Senait Rahel Abel Yonas Robel Natnael Filmon Mehari Tesfay Tesfaye
Bereket Mussie Gebremedhin Haile Kidane Abraha Berhane Tekle Zeray Okbay Habte Ghebre Almaz Saba
Mebrat
"""
BOSNIAN = """
Amra Jasmina Emir Goran Lejla Ena Una Hana Dino Edin Nermin Mirza Senad Vedad Zlatan Sead Adi
Admir Haris Jasmin Enes Amila Emina Merima Hadžić Kovačević Petrović Begić Delić Hodžić
Ibrahimović Mujić
"""
ELSEWHERE = """
Smith Jones Taylor Wilson Davies Mark Will Bill Bob Rob Rod Norm Penny Grace Autumn Summer May
Ruby Joy Dean Glen Heath Josh Kit Lance Rusty Wade Dawn Gene Jewel Guy Art Sue Pat Ray Drew Chase
Hunter Linh Minh Long Son Mai Van Thu Hoa Lan Nam Nguyen Tran Pham Wang Zhang Chen Priya Arjun
Singh Patel Niran Malee Srisuk José García Lucía Renée Zoë Fernández Mateo Santiago Ines Joana
Remi Chloé Asta Ion Radu Mihai Ioana Elena Popescu Gheorghe Kristina Ivan Sergej Natasha Tatjana
Blessing Kofi Ama
"""

GROUPS = {
    "Swedish": SWEDISH,
    "Nordic": NORDIC,
    "surnames": SURNAMES,
    "Arabic": ARABIC,
    "Somali": SOMALI,
    "Persian, Kurdish, Turkish": PERSIAN_KURDISH_TURKISH,
    "Polish, Ukrainian": POLISH_UKRAINIAN,
    "Tigrinya": TIGRINYA,
    "Bosnian": BOSNIAN,
    "from elsewhere": ELSEWHERE,
}
NAMES = tuple(dict.fromkeys(name for group in GROUPS.values() for name in group.split()))
