import type { Lexicon } from './lexicon';

const DAY = '(?:lunedì|martedì|mercoledì|giovedì|venerdì|sabato|domenica)';
const MONTH =
  '(?:gennaio|febbraio|marzo|aprile|maggio|giugno|luglio|agosto|settembre|ottobre|novembre|dicembre)';
const PART = '(?:mattina|pomeriggio|sera|notte)';
const HOUR =
  '(?:\\d{1,2}(?::\\d{2})?|una|due|tre|quattro|cinque|sei|sette|otto|nove|dieci|undici|dodici|quindici|sedici|diciassette|diciotto)(?: e (?:mezza|mezzo|un quarto))?';

export const it: Lexicon = {
  spaced: true,
  openers: [
    'ciao|salve|buongiorno|buon giorno|buonasera|buona sera|pronto|sì|ehm?|allora|dunque|e|ma|beh|senta|guardi|ecco|chiamo perché|volevo (?:dire|segnalare) che',
  ],
  courtesies: [
    '(?:molte |mille )?grazie(?: mille| tante)?|arrivederci|buona (?:giornata|serata)|cordiali saluti|saluti|mi sente',
  ],
  introductions: [
    '(?:mi chiamo|il mio nome è|sono|qui è|parla) (?:(?:il signor|la signora) )?(?<name>NAME)',
    '(?:mi chiamo|il mio nome è) (?<name>\\p{L}+(?: (?!e|io|il|la|da|di|del|della|chiamo)\\p{L}+)?)',
  ],
  troubles: [
    "non (?:mi |si |ci |lo |la )?(?:funziona\\p{L}*|riesco|riusciamo|posso|possiamo|va|parte|accende|apre|stampa|risponde|collega|arriva\\p{L}*|carica|c'è|abbiamo|ho)",
    'rott[oaie]|guast[oaie]|bloccat[oaie]|problem[ai]|error[ei]|cadut[oa]|inceppat[oa]|dimenticat[oa]|pers[oa]|rubat[oa]|scadut[oa]|lent[oa]|perdita|nessuno (?:riesce|può)|violat[oa]|fuori servizio',
  ],
  wishes: [
    '(?:vorrei|voglio|avrei bisogno|ho bisogno|abbiamo bisogno|vorremmo|(?:mi|ci) serv(?:e|ono|irebbe(?:ro)?))|ordinare|reimpostare|installare|potrest[ei]|potrebbe|potete|nuov[oaie]|accesso a',
  ],
  questions: [
    "domanda|quando (?:arriva|sarà|posso|è)|come (?:posso|si|faccio)|quanto|dov'è|dove|qual è|quali|è possibile|sapete se",
  ],
  complaints: [
    'inaccettabile|vergogn\\p{L}+|reclam\\p{L}+|lament\\p{L}+|stuf[oa]|delus[oa]|terza volta|seconda volta|di nuovo|ancora una volta|furios[oa]|nessuno viene|scandal\\p{L}+',
  ],
  crowds: ["nessuno|tutti (?:gli|i) \\p{L}+|tutto l'\\p{L}+|tutta (?:la |l')\\p{L}+|la produzione è ferma"],
  emergencies: [
    'emergenza|critic[oa]|pericol\\p{L}+|fuga di dati|incendio|fumo|ferit[oa]|allagament\\p{L}+|ransomware|produzione (?:è )?ferma',
  ],
  urgent: [
    "urgent[ei]|urgentemente|urgenza|subito|immediatamente|il prima possibile|al più presto|quanto prima|adesso|entro (?:oggi|un'ora|stasera)|scadenza",
  ],
  unhurried: [
    "non è (?:molto |così |affatto )?urgente|nessuna (?:fretta|urgenza)|non c'è (?:fretta|urgenza)|senza fretta|con calma|quando (?:potete|può|avete tempo)|nelle prossime settimane|non è un'emergenza",
  ],
  callback: {
    asked: [
      'richiamatemi|mi (?:richiami|richiamate|chiami|contatti)|(?:può|potete|potreste) (?:richiamarmi|chiamarmi|contattarmi)|richiamarmi|essere richiamat[oa]|ricontatt\\p{L}+|contattatemi',
    ],
    declined: [
      "non (?:mi )?(?:richiamate|richiami|chiamate|serve richiamare)|non (?:c'è bisogno|serve) (?:di|che) (?:mi )?richiam\\p{L}+",
    ],
  },
  noTexts: ['(?:niente|non|senza|nessun)(?: \\p{L}+){0,4}? (?:sms|messaggi(?:ni)?(?: di testo)?)'],
  times: [
    '\\d{1,2}/\\d{1,2}(?:/\\d{2,4})?|\\d{4}-\\d{2}-\\d{2}',
    `(?:da |entro |per |prima di )?${DAY}(?: (?:prossimo|scorso))?(?: ${PART})?(?: (?:alle|dopo le|prima delle) ${HOUR})?`,
    `(?:il |entro il )?(?:\\d{1,2}|primo|due|tre|quattro|cinque|sei|sette|otto|nove|dieci|quindici|venti) ${MONTH}(?: \\d{4})?`,
    `(?:da |entro |per )?(?:oggi|domani|ieri|dopodomani|stamattina|stasera|stamani|questa (?:mattina|sera)|ieri sera)(?: ${PART})?(?: (?:alle|dopo le|prima delle|entro le) ${HOUR})?`,
    `(?:alle|dopo le|prima delle|entro le|verso le|dalle) ${HOUR}`,
    "(?:tra|fra|entro|in) (?:un'|una?|\\d+|due|tre|le prossime)\\s?(?:minut[oi]|or[ae]|giorn[oi]|settiman[ae])|la (?:prossima settimana|settimana (?:prossima|scorsa))",
  ],
  places: [
    '(?:edificio|ufficio|sala|stanza|piano|porta|cancello|reparto) (?:\\d+\\w?|(?-i:[A-Z])(?!\\p{L}))',
    '(?:al |il |del )?(?:primo|secondo|terzo|quarto|quinto) piano|piano terra',
    '(?:a|da|di|in|nella sede di) (?<place>NAME)',
  ],
  organisations: [
    "(?:del(?:l'|la)? ?|l')(?<organisation>ufficio \\p{L}+|contabilità|amministrazione|risorse umane|logistica)",
    '(?:ditta|azienda|cliente|società) (?<organisation>NAME)',
  ],
  products: [
    'stampant[ei]|scanner|portatil[ei]|computer|pc|monitor|scherm[oi]|tastier[ae]|mouse|cuffie|telefon[oi]|cellular[ei]|badge|lettore di badge|router|server|proiettore|tablet|telecamera|posta(?: elettronica)?|e-?mail|wi-?fi|rete|internet|sito|portale|password|account|licenza|toner|programma|sistema|riscaldamento',
  ],
  errors: ["(?:codice |messaggio |numero )?(?:di |d')?errore|codice"],
  telephones: ['telefono|cellulare|chiam\\p{L}+|richiam\\p{L}+|mio numero|contatt\\p{L}+|interno'],
  labels: [
    "(?:numero|riferimento|ordine|fattura|codice|pratica|cliente)(?: (?:di|del|dell'|della|d')\\s?\\p{L}+)*(?: è)?",
  ],
  at: ['chiocciola'],
  dot: ['punto'],
  digits: {},
  twice: ['doppio', 'due volte'],
  thrice: ['triplo', 'tre volte'],
};
