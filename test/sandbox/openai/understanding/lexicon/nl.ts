import type { Lexicon } from './lexicon';

const DAY = '(?:maandag|dinsdag|woensdag|donderdag|vrijdag|zaterdag|zondag)';
const MONTH = '(?:januari|februari|maart|april|mei|juni|juli|augustus|september|oktober|november|december)';
const PART = '(?:ochtend|morgen|middag|namiddag|avond|nacht)';
const HOUR =
  "(?:\\d{1,2}(?:[:.]\\d{2})?|een|één|twee|drie|vier|vijf|zes|zeven|acht|negen|tien|elf|twaalf)(?: uur)?(?: 's (?:ochtends|middags|avonds))?";

export const nl: Lexicon = {
  spaced: true,
  openers: [
    'hallo|hoi|hé|goedemorgen|goedemiddag|goedenavond|goedendag|goeie(?:morgen|middag)|dag|ja|eh+|uh+m?|nou|dus|en|maar|kijk|luister|ik bel omdat|ik wilde (?:even )?(?:zeggen|melden) dat',
  ],
  courtesies: [
    '(?:hartelijk |heel erg )?(?:bedankt|dank (?:u|je)(?: wel)?)|tot ziens|doei|fijne (?:dag|avond)|prettige \\p{L}+|met vriendelijke groet|hoort u mij',
  ],
  introductions: [
    '(?:mijn naam is|ik heet|u spreekt met|je spreekt met|dit is|ik ben) (?:(?:meneer|mevrouw) )?(?<name>NAME)',
    '(?:met) (?<name>NAME)(?=[,.]| van| uit)',
    '(?:mijn naam is|ik heet) (?<name>\\p{L}+(?: (?!en|ik|mijn|van|uit|de|het|wij)\\p{L}+)?)',
  ],
  troubles: [
    '(?:doet|werkt|werken|gaat|start|print|lukt|kan|kunnen|reageert|kom|komt|opent)(?: \\p{L}+){0,5} (?:niet|niets|geen)',
    'niet meer|kapot|stuk|defect|geblokkeerd|vastgelopen|loopt vast|storing|uitgevallen|problem(?:en|eem)|probleem|fout(?:code|melding|en)?|vergeten|verloren|kwijt|gestolen|gehackt|verlopen|traag|papierstoring|lekt|niemand kan|plat|ligt eruit',
  ],
  wishes: [
    'ik (?:wil|zou|wens|heb (?:\\p{L}+ ){0,4}nodig)|wij (?:willen|hebben)|nodig|graag|bestellen|resetten|installeren|kunt u|kun je|kunnen jullie|nieuwe?|toegang tot',
  ],
  questions: [
    'vraag|wanneer|hoe (?:kan|lang|veel|moet)|waar (?:is|kan|vind)|wat (?:is|kost|moet)|welke|is het mogelijk|weet u',
  ],
  complaints: [
    'onacceptabel|schandalig|klacht|klagen|belachelijk|zat|teleurgesteld|derde keer|tweede keer|alweer|boos|woedend|niemand komt|waardeloos',
  ],
  crowds: [
    "niemand|iedereen|alle (?:collega's|medewerkers|klanten|gebruikers)|de hele \\p{L}+|het hele \\p{L}+|productie ligt stil",
  ],
  emergencies: [
    'noodgeval|kritiek|levensgevaar\\p{L}*|gevaar(?:lijk)?|datalek|brand|rook|gewond|overstroming|ransomware|productie ligt stil',
  ],
  urgent: [
    'dringend|spoed|zo snel mogelijk|zsm|onmiddellijk|meteen|direct|nu meteen|haast|deadline|binnen een uur|vandaag nog',
  ],
  unhurried: [
    'niet (?:zo |erg |heel )?(?:dringend|urgent|belangrijk)|geen (?:haast|spoed|noodgeval)|heeft geen haast|wanneer het (?:u|jullie) uitkomt|komende weken|rustig aan|als u tijd heeft',
  ],
  callback: {
    asked: [
      'bel(?:t u|len)? (?:mij|me|ons)(?: [^.!?]{0,50}?)?(?: terug)?|terugbellen|teruggebeld|(?:mij|me|ons) (?:\\p{L}+ )*(?:bellen|bereiken)|(?:ik ben|mij) bereikbaar|neem contact (?:met mij )?op',
    ],
    declined: [
      '(?:niet|hoeft (?:mij |me )?niet)(?: \\p{L}+)? (?:terug ?te ?bellen|terugbellen|bellen)|bel (?:mij|me) niet',
    ],
  },
  noTexts: [
    "(?:geen|niet via|zonder|niet per)(?: \\p{L}+){0,3}? (?:sms(?:'jes?|jes|'en)?|tekstberichten?|berichtjes?)|niet (?:sms'en|smsen|appen)",
  ],
  times: [
    '\\d{1,2}-\\d{1,2}(?:-\\d{2,4})?(?!\\d)|\\d{4}-\\d{2}-\\d{2}',
    `(?:op |sinds |voor |tot |vanaf |aanstaande |afgelopen |volgende )*${DAY}(?:${PART}| ${PART})?(?: (?:om|na|voor) ${HOUR})?`,
    `(?:op )?(?:\\d{1,2}|een|twee|drie|vier|vijf|tien) ${MONTH}(?: \\d{4})?`,
    `(?:sinds |tot |vanaf )?(?:vandaag|morgen|gisteren|overmorgen|eergisteren|vanochtend|vanmorgen|vanmiddag|vanavond|vannacht)(?: ?${PART})?(?: (?:om|na|voor|rond) ${HOUR})?`,
    `(?:om|na|voor|rond|vanaf|tot) ${HOUR}(?<=uur| 's \\p{L}+)`,
    '(?:over|binnen) (?:een|\\d+|twee|drie) (?:minuten|uur|dagen|weken|week)|(?:volgende|vorige|komende) (?:week|maand)',
  ],
  places: [
    '(?:gebouw|kamer|zaal|verdieping|deur|poort|kantoor|hal) (?:\\d+\\w?|(?-i:[A-Z])(?!\\p{L}))',
    '(?:de |op de )?(?:eerste|tweede|derde|vierde|vijfde) verdieping|begane grond',
    '(?:in|uit|vanuit|te|vestiging|magazijn) (?<place>NAME)',
  ],
  organisations: [
    '(?:van |op )?(?:de )?(?:afdeling) (?<organisation>\\p{L}+)',
    '(?:bedrijf|klant|firma) (?<organisation>NAME)',
    '(?<organisation>boekhouding|personeelszaken|administratie)',
  ],
  products: [
    'printer|scanner|laptop|notebook|computer|pc|monitors?|beeldscherm(?:en)?|scherm|toetsenbord|muis|headset|telefoon|mobiel|pasje|toegangspas|paslezer|dockingstation|router|server|beamer|tablet|camera|e-?mail|wifi|netwerk|internet|website|portaal|wachtwoord|account|licentie|toner|\\p{L}+software|systeem|verwarming',
  ],
  errors: ['fout(?:code|melding|nummer)?|foutcode|code|error'],
  telephones: ['telefoon\\p{L}*|mobiel\\p{L}*|bel(?:t|len)?|terug\\p{L}*|bereik\\p{L}*|mijn nummer|toestel'],
  labels: ['\\p{L}*(?:nummer|nr\\.?|kenmerk)|bestelling|factuur'],
  at: ['apenstaartje', 'at'],
  dot: ['punt'],
  digits: { een: '1' },
  twice: ['dubbel', 'twee keer'],
  thrice: ['driemaal', 'drie keer'],
};
