import type { Words } from './words';

export const ja: Words = {
  tag: 'ja-JP',
  voice: 'Polly.Kazuha-Neural',
  countries: ['JP'],
  spoken: {
    greeting: (line) => `お電話ありがとうございます。${line}です。`,
    notice: 'ご対応のため、メッセージを録音し、コンピューターで文字に起こします。',
    prompt:
      '発信音の後に、ご用件をお話しください。どうぞごゆっくり。終わりましたら、シャープを押してください。',
    quiet: [
      '申し訳ありません、お声が聞こえませんでした。発信音の後にお話しください。',
      'まだお声が聞こえません。お電話口にいらっしゃいましたら、発信音の後に、何が起きたかをお聞かせください。',
    ],
    goodbyeQuiet: 'お声をお聞きできず申し訳ありません。いつでもまたお電話ください。失礼いたします。',
    filing: {
      byText:
        'ありがとうございます。ただいまご依頼を登録しています。受付番号はまもなくショートメッセージでお届けします。失礼いたします。',
      byReference: (reference) =>
        `ありがとうございます。ただいまご依頼を登録しています。照会番号は ${reference} です。もう一度申し上げます。${reference}。失礼いたします。`,
    },
    unknownNumber: 'お電話ありがとうございます。この番号は現在ご利用いただけません。失礼いたします。',
    outage: '申し訳ありません、ただいまシステムに不具合がございます。発信音のあとにお話しください。',
    messageTaken: 'メッセージを承りました。失礼いたします。',
    goodbyeOutage: 'お話しいただいた内容は承っております。失礼いたします。',
    paused: '申し訳ありません、ただいまお電話をお受けできません。後ほどおかけ直しください。失礼いたします。',
  },
  written: {
    ownWords: 'お客様の言葉',
    transcript: '通話の文字起こし',
    wholeTranscript: '全文は最初の社内コメントにあります。',
    noTranscript: '文字起こし待ち（transcript pending）：メッセージをまだ文字にできていません。',
    noWords: 'メッセージから言葉を聞き取れませんでした。',
    notAnalysed: '未解析（not analysed）：聞こえたままの言葉を下に記します。',
    analysisPending: '解析待ち（analysis pending）：聞こえたままの言葉を下に記します。',
    noTranscriptMade: 'メッセージを文字に起こせませんでした。',
    fallbackSummary: '文字起こし待ちのお電話',
    reference: '照会番号',
    urgency: '緊急度',
    urgencies: { low: '低', normal: '通常', high: '高', critical: '重大' },
    intent: '種別',
    intents: {
      incident: '不具合',
      request: '依頼',
      question: '質問',
      complaint: '苦情',
      other: 'その他',
    },
    entities: {
      person: '氏名',
      organisation: '組織',
      product: '製品',
      place: '場所',
      'error-code': 'エラーコード',
      number: '番号',
      date: '日付',
      email: 'メール',
      phone: '電話',
      other: '詳細',
    },
    callback: '折り返し',
    callbackWanted: '希望',
    called: '着信',
    listen: '録音をお聞きください。',
    recordingAt: '電話事業者にある録音',
  },
  confirmation: '{line}：受付番号は {request} です。照会番号 {reference}。',
};
