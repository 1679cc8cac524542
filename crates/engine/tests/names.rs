//! Names, as articles with their marks written in, and as tables of single rules.

#![allow(clippy::unwrap_used)] // in a test, a panic is the message

mod notation;

use postil_engine::{LabelKind, Model, Options, detect};

/// Compares the names only.
fn check(cases: &[&str]) {
    notation::check(Some(LabelKind::Entity), cases);
}

#[test]
fn business() {
    check(&[
        "[Marlow Bank|ORG] to close 40 branches as customers move online

By [Ellen Whitaker|PERSON] and [Tom Okafor|PERSON]

[LONDON|GPE], March 3 ([Reuters|ORG]) - [Marlow Bank|ORG] said on Tuesday it would close 40 branches in [England|GPE] and [Wales|GPE], a move that the \
[Financial Conduct Authority|ORG] ([FCA|ORG]) said it was watching closely.

Chief executive [Priya Raman|PERSON] told analysts that the bank had lost customers to rivals such as [Monzo|ORG] and [Barclays|ORG]. \
\"We have to go where our customers are,\" [Raman|PERSON] said.

The [FCA|ORG] declined to comment. Shares in [Marlow|ORG] fell in [London|GPE], while [Deutsche Bank|ORG] and [UBS|ORG] rose in [Frankfurt|GPE] and [Zurich|GPE].",
        "[Ford|ORG] recalls pickups over faulty cameras

[Ford Motor Company|ORG] will recall some of its trucks in the [United States|GPE], the [National Highway Traffic Safety Administration|ORG] said. \
The recall covers the [Ford Ranger|PRODUCT] and [F-150|PRODUCT]. [Toyota|ORG] and [Honda|ORG] have not been affected.

[Jim Farley|PERSON], the chief executive of [Ford|ORG], apologised to drivers in [Michigan|GPE] and [Ohio|GPE]. \"[Jim|PERSON] did the right thing,\" \
said [Karen Holt|PERSON], an analyst at [Holt Research Partners|ORG].",
    ]);
}

#[test]
fn technology() {
    check(&[
        "Chipmaker [Kestrel Semiconductor|ORG] Unveils Faster Memory

[Kestrel Semiconductor Inc.|ORG] said on Monday that its new memory would go into the next [iPhone|PRODUCT] and the [Galaxy S24|PRODUCT]. \
[Kestrel|ORG] makes its chips in [Taiwan|GPE] and sells them to [Apple|ORG], [Samsung|ORG] and [Nvidia|ORG].

\"[Apple|ORG] is a demanding customer,\" said [Lin Wei|PERSON], who runs the factory near [Taipei|GPE]. [Lin|PERSON] joined from \
[Taiwan Semiconductor Manufacturing|ORG] in 2019.

[Google|ORG]'s [Gmail|PRODUCT] and [Microsoft|ORG]’s [Windows 11|PRODUCT] already use the format, he said.",
        "The [European Commission|ORG] fined [Meta|ORG] on Thursday over the way that [Facebook|ORG] handles data. [Margrethe Vestager|PERSON] said [Brussels|GPE] \
would go on. [OpenAI|ORG], the maker of [ChatGPT|PRODUCT], and its chief executive [Sam Altman|PERSON] are next, [Vestager|PERSON] hinted.",
    ]);
}

#[test]
fn politics() {
    check(&[
        "President [Joe Biden|PERSON] met [Chinese|NORP] President [Xi Jinping|PERSON] in [San Francisco|GPE] on Wednesday. [Biden|PERSON] said the [U.S.|GPE] and [China|GPE] \
would talk more. Secretary of State [Antony Blinken|PERSON] was there, and so were aides from the [White House|ORG] and the [Pentagon|ORG].

[Republicans|NORP] in the [Senate|ORG] were not pleased. Sen. [Marco Rubio|PERSON] of [Florida|GPE] called it a mistake. \
Former [British|NORP] Prime Minister [Tony Blair|PERSON] praised it on [BBC|ORG] radio. [Blair|PERSON] led the [Labour Party|ORG] until 2007.",
        "The [Ministry of Health|ORG] in [Nairobi|GPE] denied it. Dr [Amina Yusuf|PERSON], who heads the [Kenya Medical Research Institute|ORG] (\
[KEMRI|ORG]), said the vaccine had been tested in [Kisumu|GPE], [Kenya|GPE]. The [World Health Organization|ORG] ([WHO|ORG]) backed [KEMRI|ORG].

[Yusuf|PERSON] will speak at the [United Nations|ORG] in [Geneva|GPE].",
    ]);
}

#[test]
fn sport() {
    check(&[
        "[Arsenal|ORG] beat [Chelsea|ORG] to reach [FA Cup|EVENT] final

[Bukayo Saka|PERSON] scored twice as [Arsenal|ORG] beat [Manchester United|ORG] at [Wembley Stadium|FAC] on Sunday. [Saka|PERSON], 22, was taken off late. \
Manager [Mikel Arteta|PERSON] said he would be fit for the [Champions League|EVENT] tie against [Bayern Munich|ORG].

[Erik ten Hag|PERSON] blamed the referee, [Michael Oliver|PERSON]. \"We were the better team,\" he said.",
        "[Iga Swiatek|PERSON] won the [French Open|EVENT] in [Paris|GPE] on Saturday. The [Polish|NORP] player beat [Italian|NORP] [Jasmine Paolini|PERSON]. \
[Swiatek|PERSON] will now go to [Wimbledon|EVENT], and then to the [Olympics|EVENT].",
    ]);
}

#[test]
fn science_and_world() {
    check(&[
        "Astronomers at the [University of Cambridge|ORG] have used the [James Webb Space Telescope|PRODUCT] to look at a planet. [NASA|ORG] and the [European Space Agency|ORG] \
released the pictures. [Nikku Madhusudhan|PERSON], a professor at [Cambridge|GPE], led the work. \"It is a first,\" [Madhusudhan|PERSON] said.

The planet orbits a star that is far from [Earth|LOC].",
        "Thousands fled as the [Nile|LOC] rose in northern [Sudan|GPE] on Friday. In [Khartoum|GPE], the [Red Crescent|ORG] handed out tents. Floods also hit [Lake Victoria|LOC], \
the town of [Kosti|GPE] and villages near the [Dinder River|LOC]. [Sudanese|NORP] officials asked [Egypt|GPE] for help.

[Hurricane Otis|EVENT] killed dozens in [Acapulco|GPE], [Mexico|GPE], last year. A storm of that kind is rare in the [Pacific Ocean|LOC], said [María Elena Torres|PERSON] of the \
[National Autonomous University of Mexico|ORG].",
        "The bus left [Heathrow Airport|FAC] for [Oxford Street|FAC] before noon. It crossed [Tower Bridge|FAC] and passed [Hyde Park|FAC]. [Muslims|NORP] and [Christians|NORP] prayed at \
[Westminster Abbey|FAC].",
    ]);
}

#[test]
fn culture() {
    check(&[
        "[Greta Gerwig|PERSON] is to direct a film of the novel \"[The Silver Chair|WORK_OF_ART]\" for [Netflix|ORG]. The [American|NORP] director made “[Little Women|WORK_OF_ART]”, a film that \
won a prize. [Gerwig|PERSON] lives in [New York|GPE].",
    ]);
}

#[test]
fn headlines_and_promos_in_title_case() {
    check(&[
        "[Boeing|ORG] Names New Chief After Months of Turmoil

By [Laura Bennett|PERSON] \\| Staff Writer

(Photo: [Getty Images|ORG]/[Marcus Yam|PERSON])

[SEATTLE|GPE] ([AP|ORG]) — [Boeing|ORG] on Wednesday named [Kelly Ortberg|PERSON], a former head of [Rockwell Collins|ORG], as its next chief executive. \
[Ortberg|PERSON] will take over from [Dave Calhoun|PERSON] on Aug. 8.

A Bumpy Year for [Boeing|ORG]

The planemaker has been under scrutiny since a panel blew off a [737 Max|PRODUCT] operated by [Alaska Airlines|ORG] in January. The [Federal Aviation Administration|ORG] \
([FAA|ORG]) capped production. [Steven Mounce|PERSON], a pilot in [Everett|GPE], [Washington|GPE], said the [FAA|ORG] had acted late.

READ ALSO: [Airbus|ORG] Delivers More Jets Than [Boeing|ORG] Again

\"We trust [Kelly|PERSON],\" said [Calhoun|PERSON], who joined [Boeing|ORG] from [Blackstone|ORG]. In [New York|GPE], [Spirit AeroSystems|ORG], its supplier in [Wichita|GPE], [Kansas|GPE], gained.

[Ortberg|PERSON]'s First Test",
        "[Tesla|ORG] Cuts Prices in [China|GPE] and [Germany|GPE] as Rivals Circle

[Tesla|ORG] has cut the price of its [Model Y|PRODUCT] in [China|GPE], where [BYD|ORG] and [Xiaomi|ORG] are gaining. Analysts at [Morgan Stanley|ORG] expect [Elon Musk|PERSON]'s company to follow in [Europe|LOC]. \
In [Grünheide|GPE], near [Berlin|GPE], the works council said it had not been told.

[Musk|PERSON] wrote that demand was strong.",
    ]);
}

#[test]
fn courts_and_crime() {
    check(&[
        "A court in [Manila|GPE] on Friday convicted former senator [Ramon Salcedo|PERSON] of taking bribes. Judge [Teresita Ocampo|PERSON] of the [Sandiganbayan|ORG] court read the verdict. \
[Salcedo|PERSON], 61, denied the charges and his lawyer, [Jose Maria Lim|PERSON], said he would appeal to the [Supreme Court|ORG].

The [Philippine Department of Justice|ORG] ([DOJ|ORG]) welcomed the ruling. \"No one is above the law,\" the [DOJ|ORG] said in a statement.",
        "Police in [Leeds|GPE] have named the man killed on [Harehills Lane|FAC] as [Darren O'Connor|PERSON]. [West Yorkshire Police|ORG] said two men, aged 19 and 22, had been arrested. \
Det Insp [Sarah Lowe|PERSON] asked witnesses to come forward. Mr [O'Connor|PERSON]'s mother, [Maureen|PERSON], said he was \"a lovely lad\".

He had worked at [Leeds General Infirmary|ORG] since 2015.",
    ]);
}

#[test]
fn markets_and_energy() {
    check(&[
        "Oil rose after [OPEC+|ORG] agreed to keep its cuts. [Saudi Arabia|GPE] and [Russia|GPE] led the talks in [Vienna|GPE]. Crude gained, while shares of [Shell|ORG], [BP|ORG] and [TotalEnergies SE|ORG] were little changed.

\"The [Saudis|NORP] want higher prices,\" said [Helima Croft|PERSON] of [RBC Capital Markets|ORG]. [Croft|PERSON] expects the [U.S. Federal Reserve|ORG] to cut rates. The [Fed|ORG] meets next week; the [European Central Bank|ORG] \
([ECB|ORG]) and the [Bank of Japan|ORG] ([BOJ|ORG]) follow. [ECB|ORG] President [Christine Lagarde|PERSON] speaks in [Sintra|GPE], [Portugal|GPE].",
        "[Vodafone Group plc|ORG] plans to merge with a rival, [Vodafone|ORG] said. The [Competition and Markets Authority|ORG] ([CMA|ORG]) opened a probe. [CK Hutchison|ORG], which owns the other, is based in [Hong Kong|GPE].",
    ]);
}

#[test]
fn wars_and_weather() {
    check(&[
        "[Russian|NORP] missiles struck [Kharkiv|GPE] overnight, [Ukrainian|NORP] President [Volodymyr Zelenskyy|PERSON] said. [Oleh Syniehubov|PERSON], the governor, put the number of wounded at 14. [Zelenskyy|PERSON] again asked \
[NATO|ORG] for [Patriot|PRODUCT] systems. In [Moscow|GPE], the [Kremlin|ORG] said [Vladimir Putin|PERSON] would travel to [Pyongyang|GPE] to see [Kim Jong Un|PERSON].

The [Battle of Avdiivka|EVENT] was the longest since [World War II|EVENT], historians at [King's College London|ORG] say.",
        "Tropical storm [Debby|EVENT] reached the [Florida Panhandle|LOC] before dawn, the [National Hurricane Center|ORG] in [Miami|GPE] said. Gov. [Ron DeSantis|PERSON] declared an emergency in [Taylor County|GPE]. \
[DeSantis|PERSON] had spoken to [FEMA|ORG]. The [Suwannee River|LOC] may rise, and [Interstate 10|FAC] was closed near [Tallahassee|GPE].",
    ]);
}

#[test]
fn rules_one_by_one() {
    check(&[
        // Sentences open with capitals whatever the word.
        "However, the plan failed. Despite that, prices rose. Shares fell. Bill was paid on Monday in May.",
        "The Board met. The Company said the Agreement stands.",
        "Layoffs in 2024: Here's the List of Companies That Announced Job Cuts",
        // Words that lean on a name.
        "The [London|GPE]-based firm hired ex-[Tesla|ORG] staff and pro-[Russian|NORP] bloggers.",
        "[Amazon|ORG]'s cloud and [McDonald's|ORG] burgers; [Moody's|ORG] agreed.",
        "He flew from [New York|GPE] to [St. Louis|GPE], and on to [Washington, D.C.|GPE] in the [U.S.|GPE]",
        // Titles, particles, generations.
        "Prime Minister [Giorgia Meloni|PERSON] met [Ursula von der Leyen|PERSON], Pope [Leo XIV|PERSON] and Dr. [Martin Hale Jr.|PERSON] on Friday.",
        // Companies, partners, public bodies.
        "[Acme Corp|ORG], [Zyntec GmbH|ORG], [Barlow & Finch|ORG] and [Orbia plc|ORG] sued the [Department of Health and Human Services|ORG].",
        "[Pakistan Tehreek-e-Insaf|ORG] ([PTI|ORG]) and the [Royal Society for the Protection of Birds|ORG] ([RSPB|ORG]) wrote to the [Bank of Canada|ORG].",
        // Places by pattern.
        "They crossed the [Orsk River|LOC], [Mount Tamar|LOC] and the [Gulf of Riga|LOC] to [Harlow Bridge|FAC] in [Dorn County|GPE].",
        // Products, model numbers, events, works.
        "The [iPhone 16|PRODUCT] and the [Zolta|PRODUCT] app were shown. [Hurricane Nadia|EVENT] delayed the [Orleans Cup|EVENT].",
        "She read the novel “[The Glass Orchard of Home|WORK_OF_ART],” he said, \"and it was good.\"",
        // Numbers that are counted are no model numbers.
        "[Apple|ORG] sold the [iPhone|PRODUCT] 16 million times.",
    ]);
}

/// The names of the entities that the marks of `text` mention, mark by mark.
fn mentioned(text: &str) -> Vec<(String, String)> {
    let detection = detect(text, &Options::default());
    let names = detection.spans.iter().filter(|found| found.label.kind() == LabelKind::Entity);
    names
        .map(|found| {
            let entity = &detection.entities[found.entity.unwrap() as usize];
            (text[found.span.range()].to_owned(), entity.name.to_string())
        })
        .collect()
}

#[test]
fn short_forms_join_their_full_names() {
    for (text, wanted) in [
        (
            "Duncan Neasham spoke. Neasham said so.",
            vec![("Duncan Neasham", "Duncan Neasham"), ("Neasham", "Duncan Neasham")],
        ),
        (
            "Amazon Web Services (AWS) grew. Amazon said AWS would grow.",
            vec![
                ("Amazon Web Services", "Amazon Web Services"),
                ("AWS", "Amazon Web Services"),
                ("Amazon", "Amazon"),
                ("AWS", "Amazon Web Services"),
            ],
        ),
        ("Zyntec Inc. fell. Analysts like Zyntec.", vec![("Zyntec Inc.", "Zyntec Inc."), ("Zyntec", "Zyntec Inc.")]),
        (
            "Brackwell Storage NV grew, said Brackwell's chief executive.",
            vec![("Brackwell Storage NV", "Brackwell Storage NV"), ("Brackwell", "Brackwell Storage NV")],
        ),
        (
            "In Jordan, Michael Jordan met the king of Jordan.",
            vec![("Jordan", "Jordan"), ("Michael Jordan", "Michael Jordan"), ("Jordan", "Jordan")],
        ),
        (
            "Priya Long left. \"It was time,\" Long said. Long ago it was not.",
            vec![("Priya Long", "Priya Long"), ("Long", "Priya Long")],
        ),
    ] {
        let found = mentioned(text);
        let found: Vec<_> = found.iter().map(|(words, name)| (words.as_str(), name.as_str())).collect();
        assert_eq!(found, wanted, "{text}");
    }
}

#[test]
fn datelines_and_results() {
    check(&[
        "[KUCHING|GPE], Feb 12 ([Bernama|ORG]) - Rain fell in [Sarawak|GPE].",
        "[Paris|GPE] ([AFP|ORG]) — The talks failed.",
        "[Getafe|ORG] 1 ([Arambarri|PERSON] 40) [Las Palmas|ORG] 3",
    ]);
}

#[test]
fn titles_of_other_countries_stay_outside() {
    check(&[
        "He met Tan Sri [Azam Baki|PERSON] in [Paris|GPE].",
        "He met Datuk Seri [Takiyuddin Hassan|PERSON] in [Paris|GPE].",
    ]);
}

#[test]
fn the_model_knows_what_rules_do_not() {
    let model = Model::parse(include_bytes!("../../../model/en.model")).unwrap();
    let options = Options { model: Some(model), ..Options::default() };
    for case in [
        "He met Mr [Azam Baki|PERSON] and Tan Sri [Azam Baki|PERSON] in [Paris|GPE].",
        "The company is based in [Zwolle|GPE], [Netherlands|GPE], said [Wim Verhoeven|PERSON].",
        "Analysts at [Banco Pichincha|ORG] said [Ecuador|GPE] would pay.",
        "He met President [Zoravic|PERSON] in [Paris|GPE] on Monday.",
        // A heading, told by the text around it.
        "The plan has potential.\n\n[Amazon|ORG] Realigning Core Strategies\n\nThe cuts at [Amazon|ORG] go on. [Amazon|ORG] said so on Friday. Critics of [Amazon|ORG] agreed.\n\nSeries of Layoffs Across [Amazon|ORG]\n\nA spokesman for [Amazon|ORG] said no more.",
        // A line in capitals, told by what follows it.
        "[OKONJO|PERSON] BACKS [SAFARICOM|ORG] DEAL IN [NAIROBI|GPE]\n\nMinister [Ada Okonjo|PERSON] praised [Safaricom|ORG] on Friday.",
    ] {
        notation::check_with(case, Some(LabelKind::Entity), &options);
    }
    let of = detect("Zelenskiy met Duda. He told Zelenskiy that Duda had left.", &options);
    let names: Vec<_> = of.spans.iter().map(|found| (found.label.name(), found.entity)).collect();
    assert_eq!(names.len(), 4, "{names:?}");
    assert_eq!((names[0], names[1]), (names[2], names[3]));
}
