import type { Lexicon } from './lexicon';

const DAY = '(?:mon|tues|wednes|thurs|fri|satur|sun)day';
const MONTH = '(?:january|february|march|april|may|june|july|august|september|october|november|december)';
const HOUR =
  "(?:\\d{1,2}(?::\\d{2})?(?!\\s*\\d)|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|noon|midnight)(?:\\s?[ap]\\.?m\\b\\.?| o'clock| in the (?:morning|afternoon|evening))?";
const PART = '(?:morning|afternoon|evening|night)';
const ORDINAL =
  '(?:\\d{1,2}(?:st|nd|rd|th)?|first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|eleventh|twelfth|\\w+teenth|twentieth|twenty[- ]\\w+|thirtieth|thirty[- ]first)';
const AT = `(?:\\s+(?:at|by|before|after|around|about)(?:\\s+about)?\\s+${HOUR}(?=[.,;!?]|$|\\s+(?:and|because|so|on|at|in|please|but|today|tomorrow)))?`;

export const en: Lexicon = {
  spaced: true,
  openers: [
    '(?:hi|hello|hey)(?: there)?',
    'good (?:morning|afternoon|evening|day)',
    'yes|yeah|okay|ok|so|well|(?:first|second|third)(?:ly)?(?=,)|um+|uh+|er+m?|hmm+|oh|and|but|like|you know|anyway|actually|look|listen|basically',
    "first of all|i mean|what else|i (?:just )?wanted to (?:say|let you know) that|i am calling because|i'm calling because|(?:i am|i'm) calling to (?:say|report|tell you|let you know)(?: that)?",
  ],
  courtesies: [
    'thank(?:s| you)(?: very much| so much| a lot)?',
    '(?:good)?bye',
    'have a (?:nice|good|great) \\w+',
    'cheers',
    'can you hear me',
    "i wasn't sure whether \\w+ would pick up",
    'sorry (?:that|for|about) (?:this|the)',
    'start talking',
    "(?:not|n't|un)\\s?(?:sure|know|certain) who",
    "i don't know",
  ],
  introductions: [
    "(?:my name is|my name's|the name is|i am called) (?<name>NAME)",
    "(?:this is|i am|i'm|it is|it's|you are speaking (?:to|with)) (?<name>NAME)(?: here| speaking| calling)?",
    '(?<name>NAME) (?:speaking|here|calling)',
    "(?:my name is|my name's) (?<name>\\p{L}+(?: (?!and|i|my|from|the|in|at|calling|we|our|it|with)\\p{L}+)?)",
  ],
  troubles: [
    '(?:is|are|was|went|goes|been|be|gone|keeps? (?:going|being)) (?:\\w+ )?(?:down|broken|dead|stuck|frozen|slow|locked|blocked|offline|unreachable|jammed|gone|missing|lost|full|wrong)',
    "(?:does|do|did|is|are|has|have|can|could|will|would|wo|ca|wasn|isn)(?: not|n't|not|'t) \\w+",
    "cannot|can't|won't|no longer|stopped (?:working|\\w+ing)|(?:has|have|had|just) stopped|not (?:working|able)|unable|nobody (?:\\w+ ){0,5}can|still says",
    'fail(?:s|ed|ing)?|error|problems?|issues?|trouble|broke(?:n)?|crash\\w*|freez\\w+|jam(?:s|med)?|leak\\w*|outage|locked(?: out)?|stolen|hacked|phish\\w*|virus|expired|forgot(?:ten)?|lost|stuck|disconnect\\w*|goes? (?:white|black|blank)|fell|flicker\\w*|encrypted|ransomware|out of (?:toner|paper|ink|order)',
  ],
  wishes: [
    "(?:i|we|she|he|they)(?:'d| would)? (?:like|want|wish|need)(?: to)?",
    'will need|cancel|(?:to|please|can i|could i) (?:order|request)|buy|install|set up|access to|could (?:you|someone|somebody)(?: please)?|can (?:you|someone)(?: please)?|reset|replace|new|please send|send (?:someone|somebody)',
  ],
  questions: [
    'question|explain|whether',
    'when (?:will|can|do|does|is)|how (?:do|can|i|we|much|many|long)|what (?:is|are|do|does)|where (?:is|are|do|can)|which|is it possible|i wonder|do you know|am i able',
  ],
  complaints: [
    'unacceptable|ridiculous|complain\\w*|complaint|enough|fed up|disappoint\\w*|terrible|awful|outrage\\w*|angry|furious|joke|third time|second time|again and again|ticket after ticket|nobody ever|sick of|worst|not good enough|shame|disgrac\\w*',
  ],
  crowds: [
    '(?:nobody|no one)(?: \\w+){0,6}? (?:can|could|is able|has access|works?)|everyone|everybody|all of us|whole (?:\\w+)|entire \\w+|all (?:users|staff|employees|customers|colleagues)|company[- ]wide|all departments|production (?:is )?(?:down|stopped)',
  ],
  emergencies: [
    'emergency|critical|life[- ]threatening|danger\\w*|security breach|data breach|ransomware|hacked|on fire|smoke|injured|flood\\w*|production (?:is|has) (?:down|stopped)',
  ],
  urgent: [
    "urgent(?:ly)?|as soon as possible|asap|right away|immediately|right now|at once|up here now|straight ?away|deadline|hurry up|quickly|in (?:one|an|half an) hour|within the hour|closes today|before (?:noon|tonight)|by (?:the )?end of (?:the )?(?:day|business)|high priority|can't wait|cannot wait",
  ],
  unhurried: [
    "(?:not|nothing) (?:very |that |so |really |at all |super )?urgent|isn't (?:very |that |so |really )?urgent|no (?:hurry|rush|urgency)|not an emergency|isn't an emergency|no emergency|whenever (?:you|it|someone)|any ?time|take your time|don't need it before|nobody is on fire|low priority|not (?:that )?important|when you (?:have|get) (?:time|a (?:moment|chance))|in the next (?:two |few |couple of )?weeks",
  ],
  callback: {
    asked: [
      '(?:call|ring|phone) (?:me|us)(?: back)?|call(?:ed|ing)? back|callback|ring back|(?:give|drop) (?:me|us) a (?:call|ring|buzz)|(?:reach|contact) (?:me|us)|get back to (?:me|us)|return my call|hear back',
    ],
    declined: [
      "(?:don't|do not|never|needn't|no need to|not necessary to|please don't) (?:\\w+ )?(?:call|ring|phone)|no call ?back|without calling",
    ],
  },
  noTexts: [
    "(?:don't|do not|never|stop|no|not|without|rather not)(?: \\w+){0,5}? (?:text(?:ing)? me|texts|text messages?|texting|sms|text)(?= another|[.,;!?]|$| (?:message|please|because|to|at|on|any|or|about|again|with|this|it|i|so|but|and|from|for|as|when|if|now)\\b)|(?:don't|do not|never|please stop) text(?:ing)?|opt(?:ing)? out(?: of (?:texts|text messages|sms))?|unsubscribe",
  ],
  times: [
    `(?:\\d{4}-\\d{2}-\\d{2})`,
    `(?:(?:this|next|last|on|by|before|after|since|until|every) )*${DAY}(?:,? the ${ORDINAL})?(?: ${PART})?${AT}`,
    `the ${ORDINAL} of ${MONTH}(?:,? \\d{4})?${AT}`,
    `${MONTH} (?:the )?${ORDINAL}(?:,? \\d{4})?${AT}`,
    `(?:today|tomorrow|yesterday|tonight|this (?:morning|afternoon|evening)|last (?:night|week|month)|next (?:week|month|year)|the day after tomorrow)(?: ${PART})?${AT}`,
    `(?:at|by|before|after|since|around|until)(?: about)? ${HOUR}(?=[.,;!?]|$|\\s+(?:today|tomorrow|this|and|because|so|on|please|but))(?: (?:today|tomorrow|this ${PART}))?`,
    `(?:with)?in (?:the next )?(?:\\d+|one|an?|half an|two|three|four|five|six|ten|few) (?:minutes?|hours?|days?|weeks?|months?)`,
  ],
  places: [
    '(?:the )?(?:\\w+ )?(?:first|second|third|fourth|fifth|sixth|seventh|ground|top|\\d+(?:st|nd|rd|th)) floor',
    '(?:building|room|gate|door|floor|desk|hall|bay) (?:\\d+\\w?|(?-i:[A-Z])(?![\\p{L}])|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve)',
    '(?:the )?(?<place>NAME) (?:office|warehouse|branch|site|plant|store|campus)',
    '(?:in|near|to|from) (?<place>NAME)',
    '(?:the )?(?:loading dock|warehouse|reception|lobby|canteen|server room|meeting room)',
  ],
  organisations: [
    '(?:the )?(?<organisation>(?:\\p{L}+ )?(?:team|department))',
    '(?:company|firm|customer|client|supplier) (?<organisation>NAME)',
    '(?<organisation>NAME (?:Inc|Ltd|LLC|Corp|GmbH))',
  ],
  products: [
    'printer|scanner|barcode scanner|laptop|notebook|computer|pc|monitors?|screen|keyboard|mouse|headset|phone(?! number)|badge reader|badge|docking station|router|server|projector|tablet|camera|card reader|e-?mail(?! (?:address|is))|wi-?fi|network|internet|website|portal|(?:\\w+ )(?:portal|software|system)|password|account|license|toner',
  ],
  errors: ['error(?: code| message| number)?|code|fault code|message code'],
  telephones: ['phone|telephone|mobile|cell|call|ring|reach|my number|contact number|back on|extension'],
  labels: [
    '(?:order|ticket|invoice|customer|account|badge|serial|asset|case|reference|tracking|purchase order|employee|room|contract|booking|policy|id|part|model|tag)(?: (?:number|no\\.?|id|code))?|number',
  ],
  at: ['at'],
  dot: ['dot', 'point'],
  digits: { oh: '0', o: '0', nought: '0', nil: '0', niner: '9' },
  twice: ['double'],
  thrice: ['triple', 'treble'],
};
