import type { Language } from '../../contract/language';

/**
 * How a language says dates, as parts of regular expressions over a sketch of what was said: words in lower case
 * without accents, one blank apart (none in Japanese), numbers as `#3`, months as `@12`. `W` stands for a weekday,
 * `N` for a number and `U` for a unit of time.
 */
export interface DateWords {
  /** How far from today a day is that has a name of its own; the longer name first. */
  days: readonly (readonly [name: string, offset: number])[];
  /** From Monday. */
  weekdays: readonly string[];
  /** A weekday of the next calendar week. */
  nextWeek: readonly string[];
  /** "next Friday": on a Monday nobody knows which one that is. */
  next: readonly string[];
  /** The one that was. */
  last: readonly string[];
  ahead: readonly string[];
  ago: readonly string[];
  units: { day: string; week: string; month: string };
  /** Numbers of days that mean weeks to many: "quinze jours" are fourteen days. */
  idioms: readonly number[];
  /** Between the day and the month, and before the year. */
  of: string;
  /** Names of months besides the usual ones. */
  months: Readonly<Record<string, number>>;
  /** Before a time of day; several are separated by commas. */
  at: string;
  noon: string;
  /** What makes of a date another one, or none that is certain: "before", "or", "week". */
  doubts: string;
}

const numbered = (names: string): Record<string, number> =>
  Object.fromEntries(names.split(' ').map((name, index) => [name, index + 1]));

const en: DateWords = {
  days: [
    ['(?:the )?day after tomorrow', 2],
    ['(?:the )?day before yesterday', -2],
    ['tomorrow', 1],
    ['today|tonight', 0],
    ['yesterday', -1],
  ],
  weekdays: ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'],
  nextWeek: ['W (?:of )?next week', 'next week(?: on)? W'],
  next: ['next W', 'W next'],
  last: ['last W', 'W last'],
  ahead: ['in N U', 'N U from (?:now|today)'],
  ago: ['N U ago'],
  units: { day: 'days?', week: 'weeks?', month: 'months?' },
  idioms: [],
  of: 'of|of the',
  months: { ...numbered('jan feb mar apr may jun jul aug sep oct nov dec'), sept: 9 },
  at: 'at',
  noon: 'noon,midday',
  doubts: 'before|after|or|not|weeks?|months?|weekend|end|early|late|mid|beginning|around|about|between',
};

const de: DateWords = {
  days: [
    ['ubermorgen', 2],
    ['vorgestern', -2],
    // "Montag Morgen" and "am Morgen" are parts of a day.
    ['(?<!am |heute |gestern |guten |jeden |diesen |tag |woch |abend )morgen', 1],
    ['heute', 0],
    ['gestern', -1],
  ],
  weekdays: ['montag', 'dienstag', 'mittwoch', 'donnerstag', 'freitag', 'samstag|sonnabend', 'sonntag'],
  nextWeek: [
    'W (?:in der )?(?:nachste[rn]?|kommende[rn]?) woche',
    '(?:in der )?(?:nachste|kommende)[rn]? woche(?: am)? W',
  ],
  next: ['nachste[nrms]? W'],
  last: ['(?:letzte|vergangene|vorige)[nrms]? W'],
  ahead: ['(?:heute )?in N U'],
  ago: ['vor N U'],
  units: { day: 'tag(?:en)?', week: 'wochen?', month: 'monat(?:en)?' },
  idioms: [8],
  of: 'des',
  months: { janner: 1, feber: 2, juno: 6, julei: 7 },
  at: 'um',
  noon: '',
  doubts:
    'vor|nach|oder|nicht|wochen?|monate?|wochenende|anfang|ende|mitte|etwa|ungefahr|zwischen|ubernachste[nrms]?|gegen',
};

const fr: DateWords = {
  days: [
    ['apres demain', 2],
    ['avant hier', -2],
    ['demain', 1],
    ['aujourd hui|ce soir', 0],
    ['hier', -1],
  ],
  weekdays: ['lundi', 'mardi', 'mercredi', 'jeudi', 'vendredi', 'samedi', 'dimanche'],
  nextWeek: ['W (?:de )?(?:la )?semaine prochaine', '(?:la )?semaine prochaine(?: le)? W'],
  next: ['W prochain', 'prochain W'],
  last: ['W dernier', 'W passe'],
  ahead: ['dans N U'],
  ago: ['il y a N U'],
  units: { day: 'jours?', week: 'semaines?', month: 'mois' },
  idioms: [8, 15],
  of: 'de',
  months: {},
  at: '',
  noon: 'midi',
  doubts: 'avant|apres|ou|pas|semaines?|mois|week|debut|fin|mi|vers|environ|entre|et',
};

const es: DateWords = {
  days: [
    ['pasado manana', 2],
    ['anteayer|antes de ayer', -2],
    // "de la mañana" is a part of the day.
    ['(?<!la |esta )manana', 1],
    ['hoy|esta noche', 0],
    ['ayer', -1],
  ],
  weekdays: ['lunes', 'martes', 'miercoles', 'jueves', 'viernes', 'sabado', 'domingo'],
  nextWeek: [
    'W de la (?:proxima semana|semana que viene|semana proxima)',
    'la (?:proxima semana|semana que viene|semana proxima)(?: el)? W',
  ],
  next: ['proximo W', 'W proximo'],
  last: ['(?:pasado|ultimo) W', 'W pasado'],
  ahead: ['(?:en|dentro de) N U'],
  ago: ['hace N U'],
  units: { day: 'dias?', week: 'semanas?', month: 'mes(?:es)?' },
  idioms: [8, 15],
  of: 'de|del',
  months: { setiembre: 9 },
  at: 'a las,a la',
  noon: 'mediodia',
  doubts: 'antes|despues|o|no es|semanas?|mes|meses|fin|finales|principios|mediados|sobre|entre|hacia',
};

const it: DateWords = {
  days: [
    ['dopodomani', 2],
    ['altro ieri|avantieri', -2],
    ['domani', 1],
    ['oggi|stasera', 0],
    ['ieri', -1],
  ],
  weekdays: ['lunedi', 'martedi', 'mercoledi', 'giovedi', 'venerdi', 'sabato', 'domenica'],
  nextWeek: [
    'W (?:della )?(?:prossima settimana|settimana prossima)',
    '(?:la )?(?:prossima settimana|settimana prossima) W',
  ],
  next: ['prossim[oa] W', 'W prossim[oa]'],
  last: ['W scors[oa]', 'scors[oa] W'],
  ahead: ['(?:fra|tra) N U'],
  ago: ['N U fa'],
  units: { day: 'giorn[oi]', week: 'settiman[ae]', month: 'mes[ei]' },
  idioms: [8, 15],
  of: 'di|del',
  months: {},
  at: 'alle,all,alle ore',
  noon: 'mezzogiorno',
  doubts: 'prima|dopo|o|non|settiman[ae]|mes[ei]|fine|inizio|meta|verso|circa|tra|fra',
};

const pt: DateWords = {
  days: [
    ['depois de amanha', 2],
    ['anteontem|antes de ontem', -2],
    ['amanha', 1],
    ['hoje', 0],
    ['ontem', -1],
  ],
  weekdays: [
    'segunda(?: feira)?',
    'terca(?: feira)?',
    'quarta(?: feira)?',
    'quinta(?: feira)?',
    'sexta(?: feira)?',
    'sabado',
    'domingo',
  ],
  nextWeek: [
    'W da (?:proxima semana|semana que vem|semana proxima)',
    '(?:na )?(?:proxima semana|semana que vem)(?: na| no)? W',
  ],
  next: ['proxim[oa] W', 'W proxim[oa]'],
  last: ['W passad[oa]', 'ultim[oa] W'],
  ahead: ['(?:em|daqui a|dentro de) N U'],
  ago: ['ha N U(?: atras)?', 'N U atras', 'faz N U'],
  units: { day: 'dias?', week: 'semanas?', month: 'mes(?:es)?' },
  idioms: [8, 15],
  of: 'de|do',
  months: {},
  at: 'as',
  noon: 'meio dia',
  doubts: 'antes|depois|ou|nao e|semanas?|mes|meses|fim|final|inicio|comeco|meados|entre|por volta',
};

const nl: DateWords = {
  days: [
    ['overmorgen', 2],
    ['eergisteren', -2],
    ['(?<!goede )morgen(?:ochtend|middag|avond)?', 1],
    ['vandaag|vanmiddag|vanavond|vanochtend|vanmorgen', 0],
    ['gisteren', -1],
  ],
  weekdays: ['maandag', 'dinsdag', 'woensdag', 'donderdag', 'vrijdag', 'zaterdag', 'zondag'],
  nextWeek: ['(?:volgende|komende) week(?: op)? W', 'W (?:van )?(?:volgende|komende) week'],
  next: ['volgende W'],
  last: ['(?:afgelopen|vorige|laatste) W'],
  ahead: ['over N U'],
  ago: ['N U geleden'],
  units: { day: 'dag(?:en)?', week: 'we(?:ek|ken)', month: 'maand(?:en)?' },
  idioms: [],
  of: 'van',
  months: {},
  at: 'om',
  noon: '',
  doubts: 'voor|na|of|niet|week|weken|maand|maanden|weekend|begin|eind|einde|half|rond|tussen',
};

const ja: DateWords = {
  days: [
    ['明後日|あさって', 2],
    ['#1昨日|おととい', -2],
    ['明日|あした|あす', 1],
    ['今日|本日|きょう|今晩', 0],
    ['昨日|きのう', -1],
  ],
  weekdays: ['月曜日?', '火曜日?', '水曜日?', '木曜日?', '金曜日?', '土曜日?', '日曜日?'],
  nextWeek: ['(?<!再)来週の?W'],
  next: ['次のW'],
  last: ['先週の?W'],
  ahead: ['NU後'],
  ago: ['NU前'],
  units: { day: '日', week: '週間', month: '[かゕゖ箇]月' },
  idioms: [],
  of: '',
  months: {},
  at: '',
  noon: '正午',
  doubts: '以降|以前|前|後|または|週|じゃな|ではな|頃|ごろ|末|初|旬',
};

export const DATE_WORDS: Record<Language, DateWords> = { en, de, fr, es, it, 'pt-BR': pt, nl, ja };
