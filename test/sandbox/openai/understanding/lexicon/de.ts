import type { Lexicon } from './lexicon';

const DAY = '(?:montag|dienstag|mittwoch|donnerstag|freitag|samstag|sonnabend|sonntag)';
const MONTH = '(?:januar|februar|märz|april|mai|juni|juli|august|september|oktober|november|dezember)';
const PART = '(?:früh|morgen|vormittag|mittag|nachmittag|abend|nacht)';
const HOUR = '(?:\\d{1,2}(?:[:.]\\d{2})?|\\p{L}+) uhr(?: \\d{1,2}| \\p{L}+ig)?';

export const de: Lexicon = {
  spaced: true,
  openers: [
    'hallo|hi|hey|guten (?:tag|morgen|abend)|grüß gott|grüezi|servus|moin|ja|also|ähm?|öhm?|so|und|aber|naja|na ja|nun',
    'ich (?:rufe|ruf) an,? weil|es geht darum,? dass|ich wollte (?:nur )?(?:sagen|melden),? dass',
  ],
  courtesies: [
    '(?:vielen|besten|herzlichen) dank|danke(?: schön| sehr)?|auf wiederhören|tschüss?|schönen \\p{L}+(?: noch)?|mit freundlichen grüßen|hören sie mich',
  ],
  introductions: [
    '(?:mein name ist|ich heiße|ich heisse|hier spricht|hier ist|ich bin(?: der| die)?|am apparat ist) (?:(?:herr|frau|dr\\.?) )?(?<name>NAME)',
    '(?<name>NAME) (?:am apparat|hier)',
    '(?:mein name ist|ich heiße|ich heisse) (?<name>\\p{L}+(?: (?!und|ich|mein|aus|von|vom|der|die|das|wir|in)\\p{L}+)?)',
  ],
  troubles: [
    '(?:funktioniert|geht|gehen|läuft|reagiert|startet|druckt|kommt|kann|können|lässt)(?: \\p{L}+){0,5} (?:nicht|nichts|nimmer|kein\\p{L}*)',
    'nicht mehr|kaputt|defekt|gesperrt|abgestürzt|stürzt|ausgefallen|ausfall|fehler\\p{L}*|problem\\p{L}*|störung|hängt|klemmt|papierstau|vergessen|verloren|gestohlen|gehackt|abgelaufen|langsam|verschwunden|fällt aus|undicht|niemand kann|blockiert',
  ],
  wishes: [
    'ich (?:möchte|will|brauche|benötige|hätte gern\\p{L}*|würde gern\\p{L}*)|wir (?:brauchen|benötigen|möchten|bräuchten)|bestellen|zurücksetzen|einrichten|installieren|könn(?:t|te|ten) (?:sie|ihr|jemand)|bitte schicken|neue[nrs]?|zugang zu|zugriff auf',
  ],
  questions: [
    'frage|wann (?:kommt|wird|kann|ist)|wie (?:kann|lange|viel|geht|funktioniert)|wo (?:ist|finde|kann)|was (?:ist|kostet|muss)|welche[rsn]?|ist es möglich|wissen sie',
  ],
  complaints: [
    'unverschämt\\p{L}*|beschwer\\p{L}*|unmöglich|frechheit|inakzeptabel|reicht(?: es)? mir|zum (?:dritten|zweiten|x-ten|wiederholten) mal|schon wieder|enttäusch\\p{L}*|sauer|wütend|katastrophe|nie jemand|saftladen',
  ],
  crowds: [
    'niemand|alle (?:kollegen|mitarbeiter|kunden|büros|rechner|nutzer)|die ganze \\p{L}+|das ganze \\p{L}+|der ganze \\p{L}+|keiner|bei allen|gesamte[nrs]? \\p{L}+|produktion steht',
  ],
  emergencies: [
    'notfall|kritisch|lebensgefahr|gefährlich|sicherheitsvorfall|datenleck|brennt|rauch|verletzt|produktion steht|überschwemm\\p{L}*',
  ],
  urgent: [
    'dringend\\p{L}*|sofort|umgehend|so schnell wie möglich|schnellstmöglich|eilig|eilt|asap|frist|unverzüglich|bis heute|noch heute|in einer stunde|jetzt gleich',
  ],
  unhurried: [
    'nicht (?:so |sehr |besonders )?(?:dringend|eilig|wichtig)|eilt nicht|keine eile|kein notfall|hat zeit|irgendwann|in den nächsten (?:tagen|wochen)|wenn sie zeit haben|in ruhe|nicht vor (?:morgen|nächster)',
  ],
  callback: {
    asked: [
      'ruf(?:en|t)?(?: \\p{L}+)? (?:mich|uns)(?: [^.!?]{0,60}?)? (?:zurück|an)|rückruf|zurückrufen|zurückzurufen|melden sie sich|(?:mich|uns) (?:\\p{L}+ )*(?:anrufen|erreichen)|erreichen sie mich|ruf(?:en sie|t)? (?:mich|uns)',
    ],
    declined: [
      '(?:nicht|kein(?:en)?) (?:zurück(?:zu)?rufen|rückruf|anrufen)|ohne rückruf|rufen sie (?:mich|uns) (?:bitte )?nicht',
    ],
  },
  noTexts: [
    '(?:keine|nicht per|bitte ohne|ohne)(?: \\p{L}+){0,2} (?:sms|textnachricht(?:en)?|kurznachricht(?:en)?)|(?:sms|textnachrichten?)(?: \\p{L}+){0,4} (?:nicht|nein|will ich nicht|abbestellen)|nicht (?:simsen|texten)',
  ],
  times: [
    '\\d{1,2}\\.\\s?\\d{1,2}\\.(?:\\s?\\d{2,4})?|\\d{4}-\\d{2}-\\d{2}',
    `(?:am |bis |seit |ab |vor |nach |nächsten |letzten |diesen |kommenden )*${DAY}(?:${PART}| ${PART})?(?:,? (?:den|dem) \\p{L}+(?:ten|sten)(?: ${MONTH})?)?(?: (?:um|ab|bis|nach|vor) ${HOUR})?`,
    `(?:am |bis |zum |ab )?(?:\\d{1,2}\\.|\\p{L}+(?:ten|sten)) ${MONTH}(?: \\d{4})?`,
    `(?:seit |bis |ab )?(?:heute|morgen|gestern|übermorgen|vorgestern)(?: ${PART})?(?: (?:um|ab|bis|nach|vor|gegen) ${HOUR})?`,
    `(?:um|bis|ab|gegen|nach|vor) ${HOUR}`,
    'in (?:den nächsten |einer |einem |zwei |drei |\\d+ )(?:minuten?|stunden?|tage[n]?|wochen?)|(?:nächste|letzte|diese|kommende) (?:woche|monat)|(?:nächsten|letzten) monat',
  ],
  places: [
    '(?:im |in der |aus dem )?(?:\\p{L}+ten |\\d+\\. )(?:stock|stockwerk|etage|obergeschoss)|erdgeschoss',
    '(?:gebäude|raum|zimmer|halle|tor|büro|etage) (?:\\d+\\w?|(?-i:[A-Z])(?!\\p{L})|eins|zwei|drei|vier|fünf|sechs|sieben|acht|neun|zehn)',
    '(?:in|aus|bei|nach|standort|filiale) (?<place>NAME)',
    '(?:werk|lager|niederlassung|filiale) (?<place>NAME)',
  ],
  organisations: [
    '(?:aus|in|von) der (?<organisation>buchhaltung|personalabteilung|verwaltung|rechtsabteilung|logistik|entwicklung|produktion|\\p{L}+abteilung)',
    'firma (?<organisation>NAME)',
    'vom? (?<organisation>(?:vertrieb|einkauf|marketing|\\p{L}+team))',
    '(?<organisation>NAME (?:GmbH|AG|KG))',
  ],
  products: [
    'drucker|scanner|laptop|notebook|rechner|computer|pc|monitore?|bildschirme?|tastatur|maus|headset|telefon|handy|ausweis|ausweisleser|dockingstation|router|server|beamer|tablet|kamera|e-mails?|wlan|netzwerk|internet|webseite|portal|passwort|konto|benutzerkonto|lizenz|toner|\\p{L}+software|\\p{L}+system|heizung',
  ],
  errors: ['fehler(?:code|meldung|nummer)?|code|meldung'],
  telephones: [
    'telefon\\p{L}*|handy\\p{L}*|mobil\\p{L}*|ruf\\p{L}*|anruf\\p{L}*|rückruf\\p{L}*|erreich\\p{L}*|durchwahl|unter der nummer|meine nummer',
  ],
  labels: ['\\p{L}*(?:nummer|nr\\.?|kennung|kennzeichen)|bestellung|auftrag|rechnung'],
  at: ['at', 'ät', 'klammeraffe'],
  dot: ['punkt'],
  digits: { zwo: '2', nul: '0' },
  twice: ['doppel', 'zweimal'],
  thrice: ['dreimal'],
};
