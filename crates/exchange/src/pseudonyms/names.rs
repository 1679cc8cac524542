//! Invented names that stand in for real ones. They are put together from syllables; none is meant to be anybody's. When
//! a list is used up, names of two of its words are made ([`super::lexicon`]).

/// First names, of no gender.
pub(super) const FIRST: &str = "\
    Zerin Nesel Calnel Kedri Jalis Mavan Alnel Orrin Alrek Perek Wivi Calnor Quinor Yorek Orso Fenrek Gamo Kenel \
    Jasko Callis Quirin Quisko Yovi Fenvan Pesko Xalen Xavan Masko Quira Xamo Orlis Eldri Elrin Orrek Dalis Danor \
    Xadri Nelis Nerek Nenel Zevan Ulnor Wira Tasko Ilsko Jalen Brevan Zeso Fenvi Quilen Fenso Yonel Ilrek Lodri \
    Yolis Fendri Yodri Halsel Rorek Kerek Quiti Lonor Jadri Calsel Yoso Veso Halra Brelen Alnor Ulrin Xanor Ulsel \
    Yosel Kesel Kelis Quilis Loso Talen Ulnel Brera Wiso Xanel Wilis Bredri Verin Alvi Lovi Halnor Fenrin Brenor \
    Ullis Elsko Ilmo Elsel Ronor Quimo Fennor Alsko Ilnel Halsko Halrek Vedri Fenti Orsko Xati Damo Sasel Wirin \
    Elnel Gadri Elvan Rorin Aldri Witi Wirek Veti Gaso Marin Tarin Almo Lolis Halrin Pevi Pelen Brevi Quisel Ulso \
    Fenra Ilrin Illen Jarin Tadri Javi Zelis Ganel Ilvi Orvi Rolen Tanor Quidri Ilso Xasko Uldri Calsko Zenor \
    Fenlen Pemo Saso Zemo Dasel Ildri Kesko Alsel Halvan Ilsel Ganor Sanor Talis Halmo Velen Vemo Lolen Galis \
    Caldri Bresel Zesko Widri Ulvan Orsel Halvi Quivan Ulra Yoti Xalis Zedri Quinel Brelis Venel Lorek Dalen";

/// Surnames.
pub(super) const LAST: &str = "\
    Kestane Norvova Norvquist Raskwick Gormstad Gormane Torvwick Eskow Gormwick Ostressa Ulmock Ostrini Torven \
    Eskmere Branow Mardarth Pellova Torvstad Wexock Gormrup Jarvarth Zellow Raskane Pellessa Branock Wexarth \
    Yarrstad Lindmere Drenow Ulmley Raskow Drenini Stavessa Corvmere Torvini Lindwick Indane Ostrley Quillane \
    Faldley Yarrquist Drenrup Lindrup Zellock Vandwick Kesten Faldquist Yarrwick Vandley Aldmere Lindessa Gormow \
    Stavarth Drenen Ulmstad Drenock Pellow Haskova Branen Kestock Haskane Faldarth Torvby Gormmere Lindarth \
    Mardmere Pellquist Esken Branessa Gormen Ostrby Eskock Wexmere Quillessa Pellane Lindini Vandarth Jarvessa \
    Quillock Corvow Pellstad Yarrane Zellby Jarvrup Vandini Zellessa Drenane Kestova Ostrstad Stavwick Raskley \
    Ostrarth Raskessa Mardby Aldquist Vandby Branquist Pellrup Stavstad Gormock Kestmere Aldow Ulmquist Vandstad \
    Norven Eskarth Quillen Wexquist Aldby Kestow Stavquist Norvarth Indova Aldstad Kestquist Ostrmere Ostren \
    Yarressa Kestby Yarrini Branby Mardessa Torvley Indquist Corvrup Torvow Pellby Kestarth Torvarth Wexstad \
    Vandessa Branstad Quillquist Jarvby Kestwick Drenarth Mardquist Pellwick Ulmrup Corvquist Wexrup Drenova \
    Raskmere Faldby Ulmini Branrup Corvby Eskley Corvley Torvock Norvstad Faldock Stavock Gormby Haskarth Mardane \
    Zellrup Indock Kestessa Mardow Aldock Zellwick Branwick Wexova Yarren Drenstad Haskquist Gormessa Haskmere \
    Quillmere Haskwick Zellarth Eskini Yarrarth Zellstad Jarvane Haskini Corvane Eskessa Indow Wexwick Eskrup \
    Corvwick Torvmere Mardrup Mardley Norvrup Drenby Wexane Torvquist Ostrova Eskby Ostrow Haskstad Yarrock \
    Mardwick Branova Faldstad Quillrup Zellmere Ulmessa Haskow Corvstad Inden Quillini Raskarth Ulmane Jarvquist \
    Norvmere Raskquist Quillova Indstad Pellock Jarvwick Jarvock Raskby Ulmarth Norvley Drenwick Jarvova Lindock \
    Rasken Lindova Stavow Indby Branmere Ostrock Vandmere Wexby Indessa Jarvmere Corvarth Ostrquist Vandock Falden \
    Drenquist Eskquist Vandquist Kestley Quillwick";

/// Names of companies, products and whatever else is made.
pub(super) const STEMS: &str = "\
    Quormor Korbelt Melvex Koraris Cyrtra Junlane Velzor Zandane Hexix Ferbelt Ravivex Ostix Cyrbelt Feronic \
    Hexbelt Brimiq Zanlane Dyngate Junmor Kortech Zantra Glyaris Melmiq Quorix Fergate Cyrvex Quorbelt Talmor \
    Velwen Arvmiq Arvgate Ravipont Talmiq Melaris Brizor Junwen Fervex Melgate Briaris Junpont Hexlane Junvex \
    Hexwen Quordane Junix Glywen Mellane Vellane Hexgate Nertech Nerdane Ostaris Fermiq Korix Glygate Korgate \
    Hexdane Solbelt Melbelt Glyzor Melonic Hexmiq Briix Paxlane Neraris Raviix Velbelt Raviwen Taldane Solzor \
    Ravigate Solmiq Ferdane Ravibelt Junzor Zangate Talwen Glypont Glybelt Nerwen Glytra Paxdane Talbelt Solonic \
    Britra Solgate Sollane Ostpont Paxgate Cyrgate Melzor Glyvex Solix Paxtech Quortech Arvzor Junbelt Lumvex \
    Cyronic Ostgate Dynzor Dynlane Arvtech Glymiq Dynpont Lummor Velonic Dynmiq Cyrlane Talpont Hexvex Arvdane \
    Hexmor Osttra Paxbelt Zanzor Solmor Velmiq Taltra Cyrzor Lumtech Dynaris Juntra Paxaris Melpont Dynmor Dyndane \
    Juntech Melwen Ravitra Junmiq Nerix Talaris Solpont Cyrwen Arvmor Jungate Ostzor Lumdane Raviaris Hextra \
    Cyraris Veltra Lummiq Cyrmiq Velaris Ravimiq Ravizor Cyrpont Soldane Meltra Nermiq Paxwen Dynwen Jundane Ostwen \
    Talzor Lumlane Paxzor Quorvex Ostmiq Talgate Ravitech Brimor Zanmiq Dyntra Meldane Cyrdane Ostdane Zanpont \
    Koronic Quormiq Lumpont Zanaris Solwen Ostvex Feraris Quorzor Brivex Ostlane";

/// Names of places.
pub(super) const PLACES: &str = "\
    Kalgard Istania Faldell Narwick Mormere Olborg Lorovia Torhaven Lorminth Narster Ravovia Belwick Ushfell \
    Ravmere Nardenia Garquay Istborg Istovia Mordenia Estania Vorster Kalminth Dunania Corster Belquay Gargard \
    Dunmere Lormere Ravvale Nargard Estdenia Holmere Garhaven Morster Dunminth Pelfell Ravdenia Pelania Holminth \
    Selstrand Beldenia Ushminth Selhaven Corovia Estmere Vorstrand Tordenia Ravborg Olwick Garovia Garmere Istster \
    Olminth Corquay Istdell Falquay Pelmere Lordenia Morborg Narmere Dundenia Kaldell Alwick Olovia Kaldenia \
    Alstrand Faldenia Kalwick Esthaven Holquay Corhaven Pelborg Beldell Ravminth Estgard Peldenia Dungard Ushvale \
    Pelhaven Ravhaven Istquay Morquay Nardell Estminth Estovia Vorgard Algard Mordell Lorvale Holovia Narborg \
    Cordenia Estborg Selminth Selgard Oldenia Istmere Dunvale Istfell Pelminth Ravfell Ushmere Lorgard Istdenia \
    Vorminth Peldell Kalster Kalstrand Alfell Tordell Almere Ushquay Torania Vorfell Olhaven Holstrand Lorborg \
    Falborg Olvale Ravdell Torwick Corborg Olfell Ravgard Torfell Olstrand Belania Garvale Garfell Falfell Vordenia \
    Selania Olania Vormere Estvale Narhaven Falania Belminth Lorwick Garstrand Aldell Eststrand Kalania Istgard \
    Narvale Holvale Vorania Lorster Narquay Istminth Ushwick Falmere Garborg Belster Kalhaven Lorstrand Pelster \
    Vordell Belborg Holdenia Kalfell Alminth Torvale Morstrand Falovia Pelvale Ushovia Falstrand Ravstrand Holhaven \
    Garminth Selovia Ravquay Morminth Aldenia Selfell Narstrand Ushborg Gardell Istvale";
