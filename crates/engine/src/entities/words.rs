//! Small word classes of English that tell what a name is: titles, verbs of saying, last words of companies and
//! places ... As written in running text; the scanner's abbreviations stand without their full stop.

use super::lists::{Classes, class};

/// Classes and the words that have them. A word may stand in several.
#[rustfmt::skip]
pub(super) const TABLES: &[(Classes, &str)] = &[
    (class::NEVER, "January February March April May June July August September October November December Jan Feb Mar Apr Jun Jul Aug Sep Sept
        Oct Nov Dec Monday Tuesday Wednesday Thursday Friday Saturday Sunday Mon Tue Wed Thu Fri Sat Sun Mondays Tuesdays Wednesdays Thursdays
        Fridays Saturdays Sundays I I'm I've I'll I'd O OK Oh AM PM BC AD GMT BST EST EDT PST UTC Christmas Easter Ramadan Thanksgiving Halloween
        Internet Web God Lord Mr Mrs Ms PhD MBA BA MA No Nos English-language Q1 Q2 Q3 Q4 H1 H2 Act Bill Chapter Section Article Figure Table Part
        Page Volume Vol Issue Phase Day Week Room Level Grade Class Season Episode Chapter Type Category Flight Title"),
    (class::NO_NAME, "AI GDP CEO CFO COO CTO CIO CMO IPO ESG EV EVs VR AR XR DNA RNA HIV AIDS COVID COVID-19 Covid Covid-19 NGO NGOs PhD SUV SUVs TV TVs PC PCs IT
        HR PR Q&A FAQ API APIs URL GPS CPI PPI PMI LLM LLMs IQ ID IDs MP MPs MEP MEPs MLA MLAs MSP MSPs JD DJ DJs VIP VIPs ATM ATMs LGBT LGBTQ LGBTQ+ UFO UFOs
        PTSD ADHD CO2 USD EUR GBP JPY CD CDs DVD DVDs LP EP EPs HD 4K 5G 4G 3G WiFi Wi-Fi SMS PDF HTML XML HTTP RSS USB CPU CPUs GPU GPUs RAM LED OLED LCD
        CCTV PPE GCSE GCSEs A-level A-levels SAT GP GPs ICU ER A&E IVF MRI CT BMI ICBM WMD PIN VAT ISA ETF ETFs REIT REITs EBITDA YoY SOS RIP TBD TBA ASAP FYI
        LOL OMG NB PS VS AKA DIY BBQ B2B B2C R&D M&A P.S LNG VPN QR SIM OS UI UX CGI NFT NFTs DeFi SaaS II III IV VI VII VIII IX XI XII XIII XIV XV KC QC MBE OBE CBE MD Esq RN"),
    (class::FUNCTION, "The A An This That These Those It Its He She They We You His Her Their Our Your My In On At By For From To Of With Without As And But Or Nor So Yet If
        When While Where Why How What Who Whom Whose Which Because Since Although Though Despite However Moreover Meanwhile Nevertheless Nonetheless Also Then
        There Here Now Today Yesterday Tomorrow After Before During Until Unless Once Even Still Just Only Not No Yes Such Some Many Most More Much Few All Any
        Each Every Both Either Neither Another Other Others One Two Three Four Five Six Seven Eight Nine Ten According Amid Amidst Among Across Around Along
        About Above Against Between Beyond Under Over Up Down Out Off Into Onto Through Throughout Within Like Unlike Is Are Was Were Be Been Has Have Had Do Does
        Did Can Could Will Would Should May Might Must Let Last Next Earlier Later Previously Recently Currently Instead Additionally Furthermore Therefore Thus
        Hence Indeed Perhaps Maybe Overall Finally First Second Third Ultimately Initially Eventually Similarly Likewise Otherwise Rather Regardless Whether
        Having Being Given Following Including Based Asked Speaking Several Nearly Almost Them Him Me Us"),
    (class::TITLE, "Magistrate Commodore Brig Cmdr Coroner Datuk Dato Dato' Datin Tan Sri Seri Tun Puan Encik Haji Hajah Menteri Besar Ustaz Phra Pol Lord Catholicos Metropolitan Patriarch Maulana Mufti Sardar Chaudhry Shri Smt Herr Frau Monsieur Madame Signor Don Dona King Queen Pope Emperor Empress Duke Duchess Tsar Czar Sultan Emir Ayatollah Lord Earl Count Countess Cardinal Caliph Shah Mullah Mr Mrs Ms Miss Mx Dr Doctor Prof Professor Sir Dame Lady Baroness Baron President Vice Prime Minister Chancellor Secretary Senator Sen Sens Representative
        Rep Reps Congressman Congresswoman Congressmen Governor Gov Mayor Judge Justice Attorney General Gen Lieutenant Lt Colonel Col Captain Capt Major Maj Sergeant Sgt Admiral Adm
        Commander Officer Detective Det Insp Supt Inspector Superintendent Constable Chief Executive Chairman Chairwoman Chairperson Chair CEO CFO COO CTO Director Manager
        Coach Archbishop Bishop Reverend Rev Fr Rabbi Imam Ambassador Councillor Cllr Deputy Speaker Commissioner Sheriff Corporal Cpl Pvt Premier Foreign Finance Defence
        Defense Interior Health Education Former Ex Acting Assistant Senior Junior Managing Founder Co-founder Cofounder President-elect Brigadier Marshal Hon
        Treasurer Comptroller Provost Dean Rector Vicar Consul Envoy Alderman Assemblyman Assemblywoman Councilman Councilwoman Councilmember Warden Auditor Solicitor
        Economist Analyst Spokesman Spokeswoman Spokesperson Editor Reporter Actor Actress Singer Author Congressional Leader Opposition Shadow Home State Trade"),
    (class::SURNAME, "Tan"),
    (class::HONORIFIC, "Datuk Dato Dato' Datin Tan Sri Seri Tun Puan Encik Haji Hajah Menteri Besar Ustaz Phra Pol Maulana Mufti Sardar Shri Smt"),
    (class::TITLE_MOD, "Vice Prime Chief Foreign Finance Defence Defense Interior Health Education Former Ex Acting Assistant Senior Junior Managing Congressional Opposition
        Shadow Home State Trade Deputy"),
    (class::ROYAL, "Prince Princess Saint Sheikh Sheik Mother"),
    (class::ROLE, "spokesman spokeswoman spokesperson analyst economist strategist founder co-founder cofounder owner boss chief head director chairman chairwoman chairperson chair
        president minister secretary senator lawmaker congressman congresswoman governor mayor judge justice lawyer attorney prosecutor actor actress singer songwriter
        singer-songwriter rapper musician guitarist drummer bassist pianist violinist composer conductor comedian filmmaker producer screenwriter playwright author writer novelist poet
        journalist reporter editor columnist correspondent historian professor researcher scientist physicist chemist biologist astronomer engineer epidemiologist
        mathematician philosopher psychologist doctor physician nurse surgeon teacher coach manager captain striker midfielder defender goalkeeper forward winger fullback
        quarterback pitcher batsman batter bowler outfielder champion sprinter swimmer boxer golfer driver jockey cyclist teammate activist campaigner dissident leader politician
        candidate nominee incumbent premier chancellor king queen prince princess pope bishop archbishop cardinal rabbi imam cleric priest billionaire
        businessman businesswoman entrepreneur investor banker executive ceo officer commander general colonel lieutenant sergeant detective inspector constable sheriff
        astronaut cosmonaut architect artist painter sculptor photographer designer model chef presenter host broadcaster influencer resident gunman soldier
        farmer star legend icon veteran heiress heir defendant plaintiff suspect philanthropist adviser advisor keyboardist saxophonist vocalist frontman choreographer publisher critic lyricist dancer skater wrestler explorer missionary theologian
        linguist anthropologist sociologist archaeologist geologist botanist zoologist inventor industrialist financier diplomat envoy ambassador negotiator aide organizer organiser whistleblower trader
        colleague spokesmen goalscorer gymnast rower sailor climber jurist chieftain monk nun friar warlord rebel militant hacker blogger podcaster youtuber streamer"),
    (class::LIFE, "father mother brother sister son daughter wife husband widow girlfriend boyfriend friend uncle aunt cousin nephew niece grandfather grandmother grandson
        born died married named nicknamed aged late starring starred directed written composed"),
    (class::SAY, "said says told added tweeted wrote writes explained argued insisted warned noted stated recalled admitted acknowledged replied asked claimed believes thinks testified joked
        confirmed declined announced"),
    (class::SUFFIX, "Inc Corp Corporation Ltd Limited plc PLC Plc LLC LLP LP AG GmbH SE SA S.A. NV N.V. AB ASA Oyj SpA S.p.A. BV B.V. KG Co Cos Incorporated Bhd Sdn Pte Pty JSC PJSC OAO Kft"),
    (class::ORG_HEAD, "University College School Academy Institute Institution Ministry Department Agency Bureau Commission Committee Council Authority Administration
        Association Infirmary Society Federation Foundation Organization Organisation Union League Club Party Parliament Assembly Senate Court Tribunal Police Army
        Navy Forces Corps Brigade Regiment Battalion Bank Bancorp Group Holdings Holding Partners Ventures Investments Securities Insurance Airlines Airways Motors
        Pharmaceuticals Pharma Therapeutics Laboratories Technologies Systems Software Semiconductor Electronics Telecom Entertainment Studios Pictures Productions Records
        Publishing Industries Enterprises Solutions Consulting Logistics Broadcasting Hospital Clinic Orchestra Philharmonic Trust Alliance Coalition Company Companies
        Hotspur Wanderers FC F.C. SC CF AFC Rovers Bros Brothers Associates Aerospace Robotics Congress Athletics Directorate Inspectorate Secretariat Consortium Cooperative
        Polytechnic Seminary Conservatory Fraternity Sorority Squadron Militia Cartel Syndicate Shimbun Universität Université Universidad Bundesliga"),
    (class::ORG_HEAD_WEAK, "Capital Financial Motor Electric Energy Petroleum Oil Gas Power Steel Mining Resources Chemicals Chemical Labs Laboratory Technology Networks Network Communications Media
        Films Press News Times Post Herald Tribune Gazette Journal Chronicle Telegraph Observer Magazine Radio Television TV Channel Services Service Foods Brands Stores Hotels
        Resorts Church Theatre Theater Ballet Opera Museum Library Gallery Fund Front Movement Initiative Center Centre Board Office Guard Force United City Town Athletic Albion
        Rangers Racing Team Dynamics Healthcare Health Railways Railway Rail Lines Express Review Weekly Daily Mail Star Sun Guardian Band Quartet Trio Choir Boys Girls Kings
        Lions Tigers Bears Eagles Giants Warriors Knights Bulls Wolves Hawks Panthers Raiders Pirates Sharks Stars Devils Saints Titans Jets Rockets Command Division Cabinet Government
        Observatory Intelligence Analytics Labor Workers Teachers Exchange Index Games Interactive Works Wines Brewery Brewing Distillery Motorsport Industry Legislature Railroad Markets Research Advisors Advisory Management Strategies Economics Wealth Dodgers Cardinals Indians Cubs Braves Royals"),
    (class::ORG_OPEN, "University Ministry Department Bank Institute Bureau Office Board Council Commission Committee Association Society Federation Foundation Organization Organisation
        Union League Academy College School Court House Chamber Church Confederation Congress Army Centre Center Museum Library Agency Alliance Coalition Movement Party Front
        Faculty Corps Guild Brotherhood Friends Fund Conference Royal Authority Administration Survey Archdiocese Diocese"),
    (class::LOC_HEAD, "River Sea Ocean Lake Bay Gulf Strait Mountain Mountains Hills Valley Desert Peninsula Island Islands Isle Isles Coast Beach Canyon Creek Falls
        Forest Glacier Plateau Plain Plains Basin Delta Reef Ridge Peak Range Volcano Archipelago Atoll Lagoon Fjord Heights Highlands Lowlands Rainforest Wetlands Rivers Lakes Sound Pass Point Panhandle"),
    (class::GPE_HEAD, "County Province Oblast Governorate Prefecture Parish Township Municipality Borough Republic Kingdom Emirate Voivodeship Canton City Village"),
    (class::FAC_HEAD, "Airport Station Stadium Arena Bridge Tower Towers Building Hall Palace Castle Cathedral Mosque Temple Synagogue Abbey Park Gardens Garden Square Street Road
        Avenue Boulevard Lane Drive Highway Freeway Motorway Tunnel Canal Dam Port Harbour Harbor Prison Jail Hotel Zoo Cemetery Plaza Mall Refinery Monument Memorial Lighthouse
        Ballpark Coliseum Speedway Circuit Racecourse Expressway Turnpike Parkway Terminal Barracks Fort Raceway Velodrome St Ave Blvd Rd"),
    (class::LOC_OPEN, "Mount Mt Lake Cape Loch"),
    (class::LOC_OF, "Gulf Bay Strait Straits Sea Isle Cape Horn Coast Valley Plains Port"),
    (class::GPE_OF, "Republic Kingdom City Town State Province County Commonwealth Principality Duchy Emirate Borough"),
    (class::EVENT_HEAD, "Cup Olympics Championship Championships Prix Open Marathon Festival Summit Awards War Wars Revolution Uprising Rebellion Massacre Tournament Derby Expo Carnival
        Bowl Playoffs Finals Crisis Offensive Earthquake Paralympics Masters Trophy Biennale Convention Scandal Riots Genocide"),
    (class::EVENT_OPEN, "Hurricane Typhoon Cyclone Operation Storm"),
    (class::EVENT_OF, "Battle Siege War Treaty Feast Massacre Fall"),
    (class::PRODUCT_NOUN, "system systems app apps software platform service phone phones smartphone smartphones tablet laptop console chip chips processor processors car cars SUV sedan truck jet jets
        aircraft plane planes rocket missile missiles drone drones tank tanks vaccine drug pill browser chatbot assistant speaker speakers headset device devices carts cart
        technology tool tools smartwatch camera rifle pistol helicopter helicopters spacecraft satellite probe rover telescope robot robots video-game spreadsheet plugin toolkit"),
    (class::FIRM_NOUN, "company firm startup start-up maker giant retailer carmaker automaker airline bank lender group chain publisher label band team club conglomerate manufacturer
        operator provider supplier rival developer court tribunal brokerage consultancy charity newspaper magazine agency broadcaster supermarket brewer drugmaker chipmaker insurer union party university
        college school subsidiary studio network contractor producer owner parent side franchise"),
    (class::FIRM_AFTER, "shares stock employees workers customers subsidiary headquarters spokesman spokeswoman spokesperson executives executive CEO chairman chairwoman CFO COO founder
        co-founder shareholders investors stores factory factories plant plants players fans coach manager striker midfielder defender goalkeeper boss staff users subscribers
        officials lawmakers members researchers scientists analyst analysts economist management revenue profits board"),
    (class::FIRM_VERB, "joined acquired founded bought sued for at by against with between played joining left owned"),
    (class::SPORT, "beat beats beating defeated thrashed thumped edged hammered drew won lost signed scored vs v versus faced visit hosted against"),
    (class::PLACE_PREP, "in near from to at across around outside throughout into toward towards via between leaving visiting visited invaded"),
    (class::PLACE_NOUN, "city town village capital province region state county island district suburb municipality port neighborhood neighbourhood north south east west northeast northwest southeast
        southwest northern southern eastern western central downtown coast outskirts parts streets republic kingdom territory river lake mountain"),
    (class::WORK_NOUN, "novel book film movie song album single play series show poem painting essay memoir documentary musical opera track sitcom drama comedy thriller hit magazine
        comic autobiography biography article report podcast sequel titled entitled called ballad anthem game story epic biopic blockbuster"),
    (class::PARTICLE, "van von der den de di da del della dos das du la le el al bin ibn ben bint ter ten zu af av y e"),
];
