import type { Words } from './words';

export const fr: Words = {
  tag: 'fr-FR',
  voice: 'Polly.Lea-Neural',
  countries: ['FR', 'BE', 'LU', 'MC', 'SN', 'CI', 'CM', 'TN', 'DZ', 'MA'],
  spoken: {
    greeting: (line) => `Bonjour, vous êtes chez ${line}.`,
    notice: 'Votre message est enregistré et transcrit par un ordinateur pour que nous puissions vous aider.',
    prompt:
      'Dites-nous après le bip ce que nous pouvons faire pour vous. Prenez votre temps. Appuyez sur la touche dièse quand vous avez fini.',
    quiet: [
      "Pardon, je n'ai rien entendu. Parlez après le bip, s'il vous plaît.",
      'Je ne vous entends toujours pas. Si vous êtes là, dites-nous après le bip ce qui se passe.',
    ],
    goodbyeQuiet:
      'Je suis désolée de ne pas avoir pu vous entendre. Rappelez-nous quand vous voulez. Au revoir.',
    filing: {
      byText:
        'Merci beaucoup. Nous enregistrons votre demande. Vous recevrez son numéro par SMS dans un instant. Au revoir.',
      byReference: (reference) =>
        `Merci beaucoup. Nous enregistrons votre demande. Votre référence est ${reference}. Je répète : ${reference}. Au revoir.`,
    },
    unknownNumber: "Merci de votre appel. Ce numéro n'est pas en service pour le moment. Au revoir.",
    outage:
      'Nous sommes désolés, notre système est momentanément en panne. Laissez-nous un message après le bip, s’il vous plaît.',
    messageTaken: 'Merci. Nous avons bien reçu votre message. Au revoir.',
    goodbyeOutage: 'Si vous nous avez laissé un message, nous l’avons bien reçu. Au revoir.',
    paused:
      'Nous sommes désolés, nous ne pouvons prendre aucun appel pour le moment. Rappelez plus tard, je vous prie. Au revoir.',
  },
  written: {
    ownWords: "Dans les mots de l'appelant",
    transcript: "Transcription de l'appel",
    wholeTranscript: 'La transcription complète est dans le premier commentaire interne.',
    noTranscript:
      "Transcription en attente (transcript pending) : le message n'a pas encore pu être transcrit.",
    noWords: "Aucun mot du message n'a pu être compris.",
    notAnalysed: 'Non analysé (not analysed) : voici les mots tels qu’ils ont été entendus.',
    analysisPending: 'Analyse en attente (analysis pending) : voici les mots tels qu’ils ont été entendus.',
    noTranscriptMade: "Le message n'a pas pu être transcrit.",
    fallbackSummary: 'Appel dont la transcription est en attente',
    reference: 'Référence',
    urgency: 'Urgence',
    urgencies: { low: 'Basse', normal: 'Normale', high: 'Haute', critical: 'Critique' },
    intent: 'Nature',
    intents: {
      incident: 'Quelque chose ne fonctionne pas',
      request: 'Un besoin',
      question: 'Question',
      complaint: 'Réclamation',
      other: 'Autre',
    },
    entities: {
      person: 'Personne',
      organisation: 'Organisation',
      product: 'Produit',
      place: 'Lieu',
      'error-code': "Code d'erreur",
      number: 'Numéro',
      date: 'Date',
      email: 'E-mail',
      phone: 'Téléphone',
      other: 'Détail',
    },
    callback: 'Rappel',
    callbackWanted: 'Oui',
    called: 'Appel du',
    listen: "Écoutez l'enregistrement, s'il vous plaît.",
    recordingAt: "Enregistrement chez l'opérateur téléphonique",
  },
  confirmation: '{line} : votre demande porte le numéro {request}. Référence {reference}.',
};
