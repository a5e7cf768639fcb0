import type { Words } from './words';

export const ptBR: Words = {
  tag: 'pt-BR',
  voice: 'Polly.Camila-Neural',
  countries: ['BR', 'PT', 'AO', 'MZ', 'CV'],
  spoken: {
    greeting: (line) => `Olá, aqui é ${line}.`,
    notice: 'A sua mensagem é gravada e transcrita por um computador para que possamos ajudar.',
    prompt:
      'Diga depois do sinal o que podemos fazer por você. Fale com calma. Quando terminar, aperte a tecla jogo da velha.',
    quiet: [
      'Desculpe, não ouvi nada. Fale depois do sinal, por favor.',
      'Ainda não consigo ouvir você. Se estiver na linha, conte depois do sinal o que aconteceu.',
    ],
    goodbyeQuiet: 'Sinto muito por não ter conseguido ouvir você. Ligue de novo quando quiser. Até logo.',
    filing: {
      byText:
        'Obrigada. Estamos registrando o seu pedido. Você vai receber o número por mensagem de texto em instantes. Até logo.',
      byReference: (reference) =>
        `Obrigada. Estamos registrando o seu pedido. A sua referência é ${reference}. Repetindo: ${reference}. Até logo.`,
    },
    unknownNumber: 'Obrigada por ligar. Este número não está em serviço no momento. Até logo.',
    outage:
      'Desculpe, o nosso sistema está fora do ar neste momento. Deixe a sua mensagem após o sinal, por favor.',
    messageTaken: 'Obrigada. Recebemos a sua mensagem. Até logo.',
    goodbyeOutage: 'Se você deixou uma mensagem, nós a recebemos. Até logo.',
    paused:
      'Desculpe, não podemos atender ligações no momento. Tente de novo mais tarde, por favor. Até logo.',
  },
  written: {
    ownWords: 'Nas palavras de quem ligou',
    transcript: 'Transcrição da chamada',
    wholeTranscript: 'A transcrição completa está no primeiro comentário interno.',
    noTranscript: 'Transcrição pendente (transcript pending): a mensagem ainda não pôde ser transcrita.',
    noWords: 'Não foi possível entender nenhuma palavra da mensagem.',
    notAnalysed: 'Não analisado (not analysed): abaixo estão as palavras como foram ouvidas.',
    analysisPending: 'Análise pendente (analysis pending): abaixo estão as palavras como foram ouvidas.',
    noTranscriptMade: 'Não foi possível transcrever a mensagem.',
    fallbackSummary: 'Chamada com transcrição pendente',
    reference: 'Referência',
    urgency: 'Urgência',
    urgencies: { low: 'Baixa', normal: 'Normal', high: 'Alta', critical: 'Crítica' },
    intent: 'Tipo',
    intents: {
      incident: 'Algo não funciona',
      request: 'Algo é necessário',
      question: 'Pergunta',
      complaint: 'Reclamação',
      other: 'Outro',
    },
    entities: {
      person: 'Pessoa',
      organisation: 'Organização',
      product: 'Produto',
      place: 'Lugar',
      'error-code': 'Código de erro',
      number: 'Número',
      date: 'Data',
      email: 'E-mail',
      phone: 'Telefone',
      other: 'Detalhe',
    },
    callback: 'Retornar a ligação',
    callbackWanted: 'Sim',
    called: 'Ligação',
    listen: 'Ouça a gravação, por favor.',
    recordingAt: 'Gravação na operadora de telefonia',
  },
  confirmation: '{line}: o seu pedido é {request}. Referência {reference}.',
};
