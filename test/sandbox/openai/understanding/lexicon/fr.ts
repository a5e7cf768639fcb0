import type { Lexicon } from './lexicon';

const DAY = '(?:lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche)';
const MONTH = '(?:janvier|février|mars|avril|mai|juin|juillet|août|septembre|octobre|novembre|décembre)';
const HOUR =
  '(?:\\d{1,2}|\\p{L}+) ?(?:h\\b ?\\d{0,2}|heures?(?: \\d{1,2}| \\p{L}+te| et demie)?)|midi|minuit';
const PART = '(?:matin|midi|après-midi|soir|nuit)';

export const fr: Lexicon = {
  spaced: true,
  openers: [
    "bonjour|bonsoir|salut|allô|oui|euh+|alors|donc|voilà|et|mais|bon|ben|eh bien|j'appelle (?:parce que|car|pour (?:dire|signaler) que)",
  ],
  courtesies: [
    "merci(?: beaucoup| bien| d'avance)?|au revoir|bonne (?:journée|soirée)|bon après-midi|à bientôt|cordialement|vous m'entendez",
  ],
  introductions: [
    "(?<name>NAME) à l[’']appareil",
    "(?:je m[’']appelle|mon nom est|je suis|ici|c[’']est) (?:(?:monsieur|madame|m\\.|mme) )?(?<name>NAME)(?: à l[’']appareil)?",
    "(?:je m[’']appelle|mon nom est) (?<name>\\p{L}+(?: (?!et|je|mon|du|de|le|la|les|nous|à)\\p{L}+)?)",
  ],
  troubles: [
    "(?:ne|n[’'])\\s?\\p{L}+(?:[ -]\\p{L}+){0,3}? (?:pas|plus|rien|jamais)",
    'en panne|cassée?|bloquée?s?|problèmes?|erreur|bogue|bug|plante|planté|coupée?|perdue?|volée?|oublié|expirée?|fuite|lente?|impossible|personne ne peut|piratée?|verrouillée?|hors service',
  ],
  wishes: [
    "je (?:voudrais|veux|souhaite|souhaiterais|aimerais)|j[’'](?:aurais|ai) besoin|nous (?:avons besoin|voudrions|souhaitons)|il (?:me|nous) faut|commander|réinitialiser|installer|pourriez-vous|pouvez-vous|nouve(?:l|au|lle|aux|lles)|accès à",
  ],
  questions: [
    'question|quand (?:est-ce|sera|arrive)|comment (?:faire|puis-je|est-ce)|combien|où (?:est|puis-je|se)|quel(?:le)?s?|est-ce que|est-il possible|savez-vous',
  ],
  complaints: [
    'inadmissible|inacceptable|scandaleux|plain(?:te|dre)|ras-le-bol|marre|déçue?|troisième fois|deuxième fois|encore une fois|toujours pas|furieu(?:x|se)|honteux|personne ne vient',
  ],
  crowds: [
    "personne|tout le monde|tous (?:les|mes|nos) \\p{L}+|toute l[’']\\p{L}+|toute la \\p{L}+|tout le \\p{L}+|plus aucun|la production est arrêtée",
  ],
  emergencies: [
    'urgence absolue|critique|danger\\p{L}*|fuite de données|incendie|fumée|blessée?|inondation|piratée?|rançongiciel|la production est arrêtée',
  ],
  urgent: [
    'urgente?s?|tout de suite|immédiatement|au plus vite|le plus vite possible|dès que possible|rapidement|sans attendre|avant ce soir|dans une heure|délai|maintenant',
  ],
  unhurried: [
    "pas (?:très |si |vraiment |du tout )?urgent|rien d[’']urgent|pas pressée?|aucune urgence|quand vous (?:pourrez|aurez le temps)|prenez votre temps|dans les prochaines semaines|sans urgence|pas d[’']urgence",
  ],
  callback: {
    asked: [
      '(?:me|nous) rappeler|rappele[zr](?:-(?:moi|nous))?|rappel(?:er)? (?:au|demain)|(?:me|nous) (?:joindre|contacter|téléphoner)|appele[zr](?:-(?:moi|nous))|contacte[zr]-(?:moi|nous)|être rappelée?',
    ],
    declined: [
      "(?:ne|inutile de|pas besoin de) (?:me |nous )?rappele[zr](?: pas)?|ne (?:m[’']|me )(?:appelez|rappelez) pas",
    ],
  },
  noTexts: [
    "(?:pas|plus|aucun|sans|jamais)(?: (?:de|d[’']|par|en))*\\s?(?:sms|textos?|messages? texte)|(?:sms|textos?)(?: \\p{L}+){0,2} non",
  ],
  times: [
    '\\d{1,2}/\\d{1,2}(?:/\\d{2,4})?|\\d{4}-\\d{2}-\\d{2}',
    `(?:depuis |avant |après |d[’']ici |dès )?${DAY}(?: (?:prochain|dernier))?(?: ${PART})?(?: \\d{1,2}(?: ${MONTH})?)?(?: (?:à|avant|après|vers) (?:${HOUR}))?`,
    `(?:le )?(?:\\d{1,2}|premier|1er) ${MONTH}(?: \\d{4})?`,
    `(?:depuis |avant |après |d[’']ici )?(?:aujourd[’']hui|demain|hier|après-demain|avant-hier|ce (?:matin|soir|midi)|cet après-midi|cette nuit)(?: ${PART})?(?: (?:à|avant|après|vers) (?:${HOUR}))?`,
    `(?:à|avant|après|vers|jusqu[’']à) (?:${HOUR})`,
    'dans (?:une?|les|\\d+|deux|trois) (?:prochain(?:e)?s )?(?:minutes?|heures?|jours?|semaines?|mois)|la semaine (?:prochaine|dernière)|le mois (?:prochain|dernier)',
  ],
  places: [
    "(?:le |la |l[’']|au |du )?(?:bâtiment|bureau|salle|étage|porte|hall) (?:\\d+\\w?|(?-i:[A-Z])(?!\\p{L}))",
    '(?:au |le |du )?(?:premier|deuxième|troisième|quatrième|cinquième|sixième|\\d+e|\\d+ème) étage|rez-de-chaussée',
    '(?:à|de|depuis|chez) (?<place>NAME)',
    '(?:usine|agence|site|magasin|entrepôt) de (?<place>NAME)',
  ],
  organisations: [
    '(?:du |le |au )?(?<organisation>service (?:\\p{L}+)(?: \\p{L}+)?(?= à|[,.]))',
    '(?:société|entreprise|cliente?) (?<organisation>NAME)',
    '(?:de la |la )(?<organisation>comptabilité|direction|logistique)',
  ],
  products: [
    "imprimante|scanner|ordinateur(?: portable)?|portable|écrans?|clavier|souris|casque|téléphone|badge|lecteur de badges?|station d[’']accueil|routeur|serveur|projecteur|tablette|caméra|messagerie|e-?mails?|courriels?|wi-?fi|réseau|internet|site web|portail|mot de passe|compte|licence|toner|logiciel|chauffage",
  ],
  errors: ["(?:code |message |numéro )?(?:d[’'])?erreur|code"],
  telephones: [
    'téléphone|portable|rappele\\p{L}*|appele\\p{L}*|joindre|mon numéro|contacter|numéro de poste',
  ],
  labels: [
    "(?:numéro|n°|référence|commande|facture|ticket|dossier|badge|client)(?: (?:de|d[’']|du)\\s?(?:la )?\\p{L}+)*(?: est)?",
  ],
  at: ['arobase', 'at', 'chez'],
  dot: ['point'],
  digits: {},
  twice: ['double', 'deux fois'],
  thrice: ['triple', 'trois fois'],
};
