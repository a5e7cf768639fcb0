import type { Language } from '../contract/language';

/**
 * What means something as a whole message; case, accents, punctuation and blanks don't matter. A word that may as well be
 * the answer to an agent's question ("remove", "annuler", "解除") is not among them: who writes it would lose both
 * the answer and all further texts.
 */
interface Keywords {
  /** No more texts. */
  stop: readonly string[];
  /** The same in a sentence, to which people add a greeting or a thank-you. */
  stopPhrases: readonly string[];
  /** Texts again, for somebody who wants none. */
  start: readonly string[];
  help: readonly string[];
  /** What people put before and behind a wish. */
  polite: readonly string[];
}

/** A list as it is read aloud: words and sentences between commas. */
const all = (list: string): string[] => list.split(',').map((entry) => entry.trim());

/** Every one that the FCC names (47 CFR 64.1200(a)(10)), the CTIA and Twilio; they count whatever the language is. */
export const UNIVERSAL = {
  stop: [
    ...['stop', 'stopall', 'stop all', 'unsubscribe', 'cancel', 'end', 'quit', 'revoke', 'opt out'],
    ...['arret', 'arrete', 'arrêter', 'stopp'],
  ],
  /** Also from somebody who never wanted none. */
  start: ['start', 'unstop'],
  help: ['help', 'info'],
} as const;

/** The everyday words of each language that the line speaks. */
export const KEYWORDS: Record<Language, Keywords> = {
  en: {
    stop: all(`remove me, unsubscribe me, opt me out, no texts`),
    stopPhrases: all(`
      don't text me, don't text, don't text me any more, don't text me again, do not text me,
      do not text, do not text me any more, do not text me again, do not text me anymore,
      don't text me anymore, don't message me, do not message me, don't send me texts,
      don't send me text messages, do not send me texts, do not send me text messages,
      don't send me any more texts, don't send me any more messages, do not send me any more texts,
      do not send me any more messages, don't send me messages, do not send me messages, stop texting,
      stop texting me, stop messaging me, stop sending me texts, stop sending texts,
      stop sending me text messages, stop sending me messages, stop sending messages, stop the texts,
      stop the messages, stop these texts, stop these messages, stop all texts, no more texts,
      no more text messages, no more messages, no text messages, no texting, i want no texts,
      i don't want texts, i don't want any texts, i don't want text messages,
      i don't want any more texts, i do not want texts, i do not want text messages,
      take me off your list, take me off the list, remove me from your list, leave me alone
    `),
    start: all(`yes, subscribe, opt in, resume, restart, start again`),
    help: [],
    polite: all(`please, pls, plz, thanks, thank you, thx, hello, hi, hey, now, ok, okay`),
  },
  de: {
    stop: all(`
      ende, abmelden, abmeldung, abbestellen, austragen, keine sms, keine sms mehr, keine nachrichten,
      keine nachrichten mehr
    `),
    stopPhrases: all(`
      schreib mir nicht, schreib mir nicht mehr, schreiben sie mir nicht, schreibt mir nicht mehr,
      schreiben sie mir nicht mehr, schreiben sie mir keine sms, schreiben sie mir keine sms mehr,
      keine sms mehr an mich, ich will keine sms, ich will keine sms mehr, ich möchte keine sms,
      ich möchte keine sms mehr, ich möchte keine nachrichten mehr, ich will keine nachrichten mehr,
      schicken sie mir keine sms, schicken sie mir keine sms mehr, schick mir keine sms mehr,
      schickt mir keine sms mehr, senden sie mir keine sms, senden sie mir keine sms mehr,
      schicken sie mir keine nachrichten mehr, senden sie mir keine nachrichten mehr,
      hören sie auf mir zu schreiben, hör auf mir zu schreiben, hört auf mir zu schreiben,
      melden sie mich ab, nehmen sie mich aus dem verteiler, lassen sie mich in ruhe, lass mich in ruhe
    `),
    start: all(`ja, anmelden, wieder anmelden, starten`),
    help: all(`hilfe`),
    polite: all(`bitte, danke, vielen dank, hallo, guten tag, mit freundlichen grüßen, lg, mfg`),
  },
  fr: {
    stop: all(`
      arrêt, arrêtez, désabonner, désabonnez, désinscrire, désinscription, désabonnement, fin,
      se désabonner, me désabonner, plus de sms, pas de sms
    `),
    stopPhrases: all(`
      ne m'envoyez plus de sms, ne m'envoyez pas de sms, ne m'envoyez plus de messages,
      n'envoyez plus de sms, n'envoyez plus de messages, ne m'envoyez plus rien,
      arrêtez de m'envoyer des sms, arrêtez de m'envoyer des messages, arrêtez de m'écrire,
      arrête de m'écrire, ne m'écrivez plus, ne m'écrivez pas, ne m'écris plus, arrêtez les sms,
      arrêtez les messages, je ne veux plus de sms, je ne veux pas de sms, plus de messages,
      je ne veux plus recevoir de sms, je ne veux plus de messages, je ne souhaite plus recevoir de sms,
      désabonnez-moi, désinscrivez-moi, retirez-moi de votre liste, laissez-moi tranquille
    `),
    start: all(`oui, démarrer, reprendre, s'abonner, réabonner`),
    help: all(`aide`),
    polite: all(`svp, stp, s'il vous plaît, s'il te plaît, merci, merci beaucoup, bonjour, bonsoir`),
  },
  es: {
    stop: all(`
      alto, parar, pare, paren, baja, darme de baja, dar de baja, cancelar, fin, salir, basta,
      no más sms, no más mensajes
    `),
    stopPhrases: all(`
      no me envíe sms, no me envíe más sms, no me envíe mensajes, no me envíe más mensajes,
      no me envíen más mensajes, no me envíen más sms, no me envíes más mensajes, no más textos,
      no me mande mensajes, no me mande más mensajes, no me manden más mensajes, no me escriba,
      no me mandes más mensajes, no me escriba más, no me escriban más, no me escribas más,
      deje de escribirme, dejen de escribirme, deja de escribirme, deje de enviarme mensajes,
      dejen de enviarme mensajes, deje de mandarme mensajes, dejen de mandarme mensajes, no quiero sms,
      no quiero mensajes, no quiero más mensajes, no quiero más sms, no quiero recibir mensajes,
      no quiero recibir más mensajes, deme de baja, denme de baja, quiero darme de baja, déjeme en paz,
      déjenme en paz
    `),
    start: all(`sí, empezar, iniciar, alta, reanudar, comenzar`),
    help: all(`ayuda`),
    polite: all(`por favor, porfa, gracias, muchas gracias, hola, buenos días, buenas tardes`),
  },
  it: {
    stop: all(`
      basta, cancellami, disiscrivi, disiscrivimi, disiscriviti, disiscrizione, niente sms, basta sms,
      basta messaggi, niente messaggi
    `),
    stopPhrases: all(`
      non mi scriva, non mi scriva più, non mi scrivete, non mi scrivete più, non scrivermi più,
      non mi mandi sms, non mi mandi più sms, non mi mandi più messaggi, non mandatemi più sms,
      non mandatemi più messaggi, non mi inviate più sms, non mi inviate più messaggi,
      non mi invii più sms, non mi invii più messaggi, non inviatemi più sms, non inviatemi più messaggi,
      smettetela di scrivermi, smetta di scrivermi, smettila di scrivermi, smettete di scrivermi,
      non voglio sms, non voglio più sms, non voglio messaggi, non voglio più messaggi,
      non voglio ricevere sms, non voglio più ricevere sms, non voglio più ricevere messaggi,
      toglietemi dalla lista, mi cancelli dalla lista, lasciatemi in pace
    `),
    start: all(`sì, inizia, avvia, riprendi, ricomincia, iscrivimi`),
    help: all(`aiuto`),
    polite: all(`per favore, per piacere, grazie, grazie mille, ciao, salve, buongiorno, buonasera`),
  },
  'pt-BR': {
    stop: all(`
      parar, pare, parem, sair, cancelar, descadastrar, fim, chega, desinscrever, sem sms, sem mensagens,
      chega de mensagens, chega de sms
    `),
    stopPhrases: all(`
      não me envie sms, não me envie mais sms, não me envie mensagens, não me envie mais mensagens,
      não me enviem mais mensagens, não me enviem mais sms, não me mande mensagens, não me escreva,
      não me mande mais mensagens, não me mandem mais mensagens, não me mande mais sms,
      não me escreva mais, não me escrevam mais, pare de me mandar mensagens, pare de me escrever,
      parem de me mandar mensagens, pare de me enviar mensagens, parem de me enviar mensagens,
      pare de enviar mensagens, pare de mandar mensagens, pare de mandar sms, parem de me escrever,
      não quero sms, não quero mais sms, não quero mensagens, não quero mais mensagens,
      não quero receber mensagens, não quero mais receber mensagens, não quero receber mais mensagens,
      me tire da lista, me tirem da lista, me descadastre, me deixe em paz, me deixem em paz
    `),
    start: all(`sim, iniciar, começar, voltar, reiniciar, cadastrar`),
    help: all(`ajuda`),
    polite: all(`por favor, pfv, obrigado, obrigada, oi, olá, bom dia, boa tarde, boa noite`),
  },
  nl: {
    stop: all(`
      afmelden, uitschrijven, afmelding, einde, geen sms, geen sms'jes, geen berichten, geen sms meer,
      geen sms'jes meer, geen berichten meer
    `),
    stopPhrases: all(`
      sms mij niet, sms me niet, sms mij niet meer, sms me niet meer, stuur mij geen sms,
      stuur me geen sms, stuur mij geen sms meer, stuur me geen sms meer, stuur me geen sms'jes meer,
      stuur mij geen sms'jes meer, stuur mij geen berichten, stuur mij geen berichten meer,
      stuur me geen berichten, stuur me geen berichten meer, stop met sms, stop met berichten,
      stop met sms'en, stop met mij te sms en, stop met berichten sturen, ik wil geen sms'jes meer,
      ik wil geen sms, ik wil geen sms meer, ik wil geen sms'jes, ik wil geen berichten meer,
      ik wil geen berichten, haal mij van de lijst, haal me van de lijst, schrijf mij uit, meld mij af,
      meld me af, schrijf me uit, laat mij met rust, laat me met rust
    `),
    start: all(`ja, aanmelden, begin, beginnen, hervatten, starten`),
    help: all(`hulp`),
    polite: all(`aub, alsjeblieft, alstublieft, graag, bedankt, dank u, dank je, hallo, goedendag`),
  },
  ja: {
    stop: all(
      `停止, 配信停止, 登録解除, 配信解除, 退会, ストップ, やめて, やめて下さい, やめてください, 止めて, 止めてください, 止めて下さい`,
    ),
    stopPhrases: all(`
      送らないで, 送らないでください, 送らないで下さい, メッセージを送らないで, smsを送らないで, もう送らないで, もう送らないでください, もう送らないで下さい,
      smsを送らないでください, smsを送らないで下さい, メッセージを送らないでください, メッセージを送らないで下さい, ショートメッセージを送らないでください, smsは不要です,
      メッセージは不要です, smsはいりません, メッセージはいりません, smsを止めてください, smsを停止してください, メッセージを止めてください, 配信を停止してください,
      配信を止めてください, 配信停止してください, 配信停止をお願いします, 連絡しないでください
    `),
    start: all(`はい, 開始, 再開, スタート, 登録`),
    help: all(`ヘルプ, 使い方`),
    polite: all(
      `お願いします, お願い致します, おねがいします, ありがとう, ありがとうございます, すみません, もう`,
    ),
  },
};
