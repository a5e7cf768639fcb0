import type { Lexicon } from './lexicon';

const DAY = '(?:segunda|terça|quarta|quinta|sexta)(?:-feira)?|sábado|domingo';
const MONTH = '(?:janeiro|fevereiro|março|abril|maio|junho|julho|agosto|setembro|outubro|novembro|dezembro)';
const HOUR =
  '(?:\\d{1,2}(?:[:h]\\d{0,2})?|uma|duas|três|quatro|cinco|seis|sete|oito|nove|dez|onze|doze)(?: horas?)?(?: e meia)?(?: da (?:manhã|tarde|noite))?';
const PART = '(?:de |à |da )?(?:manhã|tarde|noite)';

export const pt: Lexicon = {
  spaced: true,
  openers: [
    'olá|oi|alô|bom dia|boa (?:tarde|noite)|sim|é|eh+|então|bom|bem|e|mas|olha|olhe|estou (?:a ligar|ligando) porque|queria (?:dizer|avisar) que',
  ],
  courtesies: [
    '(?:muito )?obrigad[oa]|adeus|tchau|até (?:logo|breve)|tenha um bom \\p{L}+|cumprimentos|está me ouvindo',
  ],
  introductions: [
    '(?:(?:eu )?me chamo|chamo-me|(?:o )?meu nome é|aqui é|aqui fala|sou|quem fala é) (?:(?:o|a) )?(?<name>NAME)',
    '(?:me chamo|chamo-me|meu nome é) (?<name>\\p{L}+(?: (?!e|eu|o|a|da|do|de|meu|minha)\\p{L}+)?)',
  ],
  troubles: [
    'não (?:me |se |está |estou |estamos )?(?:funciona\\p{L}*|consigo|conseguimos|consegue\\p{L}*|posso|pode\\p{L}*|liga|abre|imprime|responde|conecta|chega\\p{L}*|carrega|entra|temos|tenho|há|arranca)',
    'quebr(?:ou|ad[oa])|avari(?:ou|ad[oa])|estragad[oa]|bloquead[oa]s?|parou|caiu|problemas?|erros?|falh(?:a|ou|as)|travad[oa]|travou|esqueci|perdi|perdid[oa]|roubad[oa]|expir(?:ou|ad[oa])|lent[oa]|vazamento|ninguém consegue|hackead[oa]|fora do ar',
  ],
  wishes: [
    '(?:eu )?(?:gostaria|quero|queria|preciso|precisamos|queremos|necessito)|encomendar|pedir|redefinir|instalar|poderia(?:m)?|pode(?:m|riam)? (?:enviar|mandar|ajudar)|nov[oa]s?|acesso a[os]?',
  ],
  questions: ['pergunta|dúvida|quando|como (?:posso|faço|é que)|quanto|onde|qual|quais|é possível|sabem? se'],
  complaints: [
    'inaceitável|vergonha|reclam\\p{L}+|queix\\p{L}+|fart[oa]|cansad[oa]|decepcionad[oa]|desapontad[oa]|terceira vez|segunda vez|de novo|outra vez|absurdo|ninguém vem|péssim[oa]',
  ],
  crowds: [
    'ninguém|todo (?:o )?mundo|toda a gente|todos (?:os|meus) \\p{L}+|toda a \\p{L}+|todo o \\p{L}+|a produção (?:está )?parada|a produção parou',
  ],
  emergencies: [
    'emergência|crític[oa]|perig\\p{L}+|vazamento de dados|incêndio|fumaça|fumo|ferid[oa]|inundação|ransomware|produção (?:está )?parada|produção parou',
  ],
  urgent: [
    'urgentes?|urgência|urgentemente|o mais rápido possível|quanto antes|imediatamente|agora mesmo|já|em uma hora|até hoje|ainda hoje|prazo',
  ],
  unhurried: [
    'não é (?:muito |tão |nada )?urgente|sem (?:pressa|urgência)|não (?:há|tem|tenho) pressa|quando (?:puder|puderem|tiver(?:em)? tempo)|nas próximas semanas|com calma|não é uma emergência',
  ],
  callback: {
    asked: [
      '(?:me )?lig(?:ue|uem|ar)(?:-me)?(?: de volta)?(?= |[,.]|$)(?<=lig\\p{L}+-me|me lig\\p{L}+|de volta|lig\\p{L}+)|retorn(?:e|em|ar) (?:a |minha )+(?:ligação|chamada)|entr(?:e|em|ar) em contato|contact(?:e|em)-me|telefon(?:e|em)-me',
    ],
    declined: ['não (?:me |precisa(?:m)? )(?:ligu?\\p{L}+|retornar)'],
  },
  noTexts: ['(?:não|sem|nada de|nenhum)(?: \\p{L}+){0,4}? (?:sms|mensage(?:m|ns)(?: de texto)?|torpedos?)'],
  times: [
    '\\d{1,2}/\\d{1,2}(?:/\\d{2,4})?|\\d{4}-\\d{2}-\\d{2}',
    `(?:na |no |até |desde |para |próxima |próximo )*(?:${DAY})(?: (?:passada|que vem))?(?: ${PART})?(?: (?:às|depois das|antes das) ${HOUR})?`,
    `(?:dia )?(?:\\d{1,2}|primeiro) de ${MONTH}(?: de \\d{4})?`,
    `(?:desde |até |para )?(?:hoje|amanhã|ontem|anteontem|depois de amanhã|esta (?:manhã|tarde|noite))(?: ${PART})?(?: (?:às|depois das|antes das|até as) ${HOUR})?`,
    `(?:às|depois das|antes das|até as|por volta das|a partir das) ${HOUR}`,
    '(?:em|dentro de|daqui a) (?:uma?|\\d+|duas|dois|três|próximas) (?:minutos?|horas?|dias?|semanas?)|(?:na |a )?(?:próxima semana|semana (?:que vem|passada))',
  ],
  places: [
    '(?:prédio|edifício|sala|andar|porta|portão|escritório|piso) (?:\\d+\\w?|(?-i:[A-Z])(?!\\p{L}))',
    '(?:no |do )?(?:primeiro|segundo|terceiro|quarto|quinto) (?:andar|piso)|térreo',
    '(?:em|de|do|da|no|na) (?<place>NAME)',
  ],
  organisations: [
    '(?:do |no )(?<organisation>(?:departamento|setor) de \\p{L}+|financeiro|recursos humanos|comercial)',
    'da (?<organisation>contabilidade|logística|administração)',
    '(?:empresa|cliente|companhia) (?<organisation>NAME)',
  ],
  products: [
    'impressora|scanner|portátil|notebook|computador|telas?|ecrãs?|monitor(?:es)?|teclado|mouse|rato|fones|telefone|celular|telemóvel|crachá|leitor de crachás?|roteador|router|servidor|projetor|tablet|câmera|e-?mails?|wi-?fi|rede|internet|site|portal|senha|palavra-passe|conta|licença|toner|programa|sistema',
  ],
  errors: ['(?:código de |mensagem de |número do )?erro|código'],
  telephones: ['telefone|celular|telemóvel|lig\\p{L}+|meu número|contat\\p{L}+|ramal'],
  labels: [
    '(?:número|referência|pedido|encomenda|fatura|código|protocolo|cliente)(?: (?:de|do|da) \\p{L}+)*(?: é)?',
  ],
  at: ['arroba'],
  dot: ['ponto'],
  digits: { meia: '6', dezesseis: '16', dezessete: '17', dezenove: '19', quatorze: '14' },
  twice: ['duplo', 'duas vezes'],
  thrice: ['triplo', 'três vezes'],
};
