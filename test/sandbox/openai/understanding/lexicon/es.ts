import type { Lexicon } from './lexicon';

const DAY = '(?:lunes|martes|miércoles|jueves|viernes|sábado|domingo)';
const MONTH = '(?:enero|febrero|marzo|abril|mayo|junio|julio|agosto|septiembre|octubre|noviembre|diciembre)';
const HOUR =
  '(?:las? )?(?:\\d{1,2}(?::\\d{2})?|una|dos|tres|cuatro|cinco|seis|siete|ocho|nueve|diez|once|doce)(?: y (?:media|cuarto))?(?: de la (?:mañana|tarde|noche))?|mediodía|medianoche';
const PART = '(?:por la |a la |en la )?(?:mañana|tarde|noche)';

export const es: Lexicon = {
  spaced: true,
  openers: [
    'hola|buenos días|buenas(?: tardes| noches)?|buen día|aló|sí|eh+|pues|bueno|entonces|y|pero|mire|oiga|este|llamo porque|quería (?:decir|avisar) que',
  ],
  courtesies: [
    '(?:muchas |mil )?gracias(?: de antemano)?|adiós|hasta (?:luego|pronto)|que tenga (?:un )?buen \\p{L}+|un saludo|saludos|me oye',
  ],
  introductions: [
    '(?:me llamo|mi nombre es|soy|le habla|habla|aquí) (?:(?:el|la) )?(?:(?:señora?|don|doña) )?(?<name>NAME)',
    '(?:me llamo|mi nombre es) (?<name>\\p{L}+(?: (?!y|yo|mi|de|del|el|la|los|llamo|desde)\\p{L}+)?)',
  ],
  troubles: [
    'no (?:me |se |nos |lo |la )?(?:funciona\\p{L}*|puedo|puede\\p{L}*|podemos|va|anda|arranca|enciende|carga|abre|imprime|responde|conecta|llega\\p{L}*|deja|hay|entra|tenemos|tengo)',
    'ya no|rot[oa]s?|averiad[oa]s?|estropead[oa]s?|bloquead[oa]s?|caíd[oa]s?|se cayó|problemas?|error(?:es)?|fall[oa]s?|fallando|falló|atascad[oa]|olvid[éeó]\\p{L}*|perd(?:í|ido)|rob(?:aron|ado)|caducad[oa]|lent[oa]|fuga|nadie puede|hackead[oa]',
  ],
  wishes: [
    '(?:me |nos )?(?:gustaría|quiero|quisiera|quería|necesito|necesitamos|queremos|haría falta)|pedir|encargar|restablecer|instalar|podrían?|puede(?:n)? (?:enviar|mandar|ayudar)|nuev[oa]s?|acceso a',
  ],
  questions: [
    'pregunta|duda|cuándo|cómo (?:puedo|se|hago)|cuánto|dónde|qué (?:es|hay|tengo)|cuál(?:es)?|es posible|saben? si',
  ],
  complaints: [
    'inaceptable|vergüenza|quej[ao]\\p{L}*|reclam\\p{L}*|hart[oa]|decepcionad[oa]|tercera vez|segunda vez|otra vez|siempre lo mismo|indignad[oa]|nadie viene|increíble|pésim[oa]',
  ],
  crowds: [
    'nadie|todo el mundo|todos (?:los|mis|nuestros) \\p{L}+|toda la \\p{L}+|todo el \\p{L}+|la producción está parada',
  ],
  emergencies: [
    'emergencia|crítico|crítica|peligro\\p{L}*|fuga de datos|incendio|humo|herid[oa]|inundación|ransomware|producción (?:está )?parada',
  ],
  urgent: [
    'urgent\\p{L}+|urge|cuanto antes|lo antes posible|de inmediato|inmediatamente|ahora mismo|enseguida|en una hora|antes de (?:hoy|esta noche)|plazo|rápido',
  ],
  unhurried: [
    'no (?:es |corre )?(?:muy |tan |nada )?(?:urgente|prisa)|no hay prisa|sin prisa|no urge|no es una emergencia|cuando puedan?|en las próximas semanas|con calma|cuando tengan? tiempo',
  ],
  callback: {
    asked: [
      '(?:ll[aá]me(?:n)?me|ll[aá]me(?:n)?nos|me (?:llamen?|llama|pueden? llamar)|(?:pueden?|podrían?) (?:llamarme|devolverme|contactarme)|llamarme|devu[eé]lva(?:n)?me la llamada|devolver la llamada|contáctenme|comuníquense conmigo|espero su llamada|localizarme)',
    ],
    declined: [
      'no (?:me llamen?|hace falta que (?:me )?llamen?|es necesario (?:que (?:me )?llamen?|llamar))',
    ],
  },
  noTexts: ['(?:no|sin|nada de|ningún)(?: \\p{L}+){0,4}? (?:sms|mensajes? de texto|mensajes?)|sin sms'],
  times: [
    '\\d{1,2}/\\d{1,2}(?:/\\d{2,4})?|\\d{4}-\\d{2}-\\d{2}',
    `(?:el |este |desde el |para el |hasta el |antes del )?(?:próximo )?${DAY}(?: (?:pasado|que viene|próximo))?(?: ${PART})?(?: (?:a|antes de|después de) (?:${HOUR}))?`,
    `(?:el )?(?:\\d{1,2}|primero|uno|dos|tres|cuatro|cinco|seis|siete|ocho|nueve|diez|doce|quince|veinte) de ${MONTH}(?: de \\d{4})?`,
    `(?:desde |hasta |para )?(?:hoy|mañana|ayer|anteayer|pasado mañana|anoche|esta (?:mañana|tarde|noche))(?: ${PART})?(?: (?:a|antes de|después de|a partir de) (?:${HOUR}))?`,
    '(?:a|antes de|después de|a partir de|hasta|sobre) las? (?:\\d{1,2}(?::\\d{2})?|una|dos|tres|cuatro|cinco|seis|siete|ocho|nueve|diez|once|doce)(?: y (?:media|cuarto))?(?: de la (?:mañana|tarde|noche))?',
    '(?:en|dentro de) (?:una?|\\d+|dos|tres|las próximas) (?:minutos?|horas?|días?|semanas?)|la (?:semana|próxima semana)(?: que viene| pasada| próxima)?',
  ],
  places: [
    '(?:el |la |en el |del )?(?:edificio|oficina|sala|planta|puerta|piso|despacho|nave) (?:\\d+\\w?|(?-i:[A-Z])(?!\\p{L}))',
    '(?:la |el )?(?:primera?|segund[oa]|tercera?|cuart[oa]|quint[oa]) (?:planta|piso)|planta baja',
    '(?:en|desde|de|a) (?<place>NAME)',
  ],
  organisations: [
    '(?:del? |el )?(?<organisation>departamento de \\p{L}+(?: \\p{L}+)?(?=[,.]| en| de))',
    '(?:empresa|cliente|compañía) (?<organisation>NAME)',
    'de (?<organisation>contabilidad|recursos humanos|administración|logística)',
  ],
  products: [
    'impresora|escáner|portátil|ordenador(?: portátil)?|computadora|pantallas?|monitor(?:es)?|teclado|ratón|auriculares|teléfono|móvil|tarjeta|lector de tarjetas|base de conexión|router|servidor|proyector|tableta|cámara|correo(?: electrónico)?|wi-?fi|red|internet|página web|portal|contraseña|cuenta|licencia|tóner|programa|sistema|calefacción',
  ],
  errors: ['(?:código de |mensaje de |número de )?error|código'],
  telephones: ['teléfono|móvil|celular|llam\\p{L}+|llám\\p{L}+|mi número|localizar\\p{L}*|extensión'],
  labels: [
    '(?:número|referencia|pedido|factura|código|ticket|expediente|cliente)(?: (?:de|del) \\p{L}+)*(?: es)?',
  ],
  at: ['arroba'],
  dot: ['punto'],
  digits: {},
  twice: ['doble', 'dos veces'],
  thrice: ['triple', 'tres veces'],
};
