import { countFrom, defineLanguage } from './language';

export const spanish = defineLanguage({
  tag: 'es',
  words: {
    ...countFrom(
      0,
      'cero uno/un/una dos tres cuatro cinco seis siete ocho nueve diez once doce trece catorce quince dieciséis diecisiete dieciocho diecinueve veinte veintiuno/veintiún/veintiuna veintidós veintitrés veinticuatro veinticinco veintiséis veintisiete veintiocho veintinueve',
    ),
    ...countFrom(30, 'treinta cuarenta cincuenta sesenta setenta ochenta noventa', 10),
    ...countFrom(
      100,
      'cien/ciento doscientos/doscientas trescientos/trescientas cuatrocientos/cuatrocientas quinientos/quinientas seiscientos/seiscientas setecientos/setecientas ochocientos/ochocientas novecientos/novecientas',
      100,
    ),
  },
  scales: { 1e3: 'mil', 1e6: 'millón millones', 1e12: 'billón billones' },
  tens: 'and',
  and: 'y',
  andRoom: 9,
  glued: false,
  ordinals: countFrom(
    1,
    'primero/primera/primer segundo/segunda tercero/tercera/tercer cuarto/cuarta quinto/quinta sexto/sexta séptimo/séptima octavo/octava noveno/novena décimo/décima',
  ),
  digitEndings: 'o a er ro ra do da',
  repeats: { doble: 2, triple: 3 },
  lists: 'y e o u a',
  points: 'coma punto',
  joins: 'guion guión barra menos',
  coins: 'con euro euros dólar dólares peso pesos',
  doubtful: 'un uno una primero primera primer segundo segunda cuarto cuarta',
  notNumbers: ['por ciento', 'por cien', 'cuarto de', 'menos cuarto', 'y cuarto'],
  decimal: ',',
  clock: {
    phrases: [
      'H y media=30',
      'H y cuarto=15',
      'H menos cuarto=-15',
      'H y M=M',
      'H menos M=-M',
      'H horas M=M',
      'H horas=0',
      'H en punto=0',
    ],
    morning: ['de la mañana', 'de la madrugada'],
    afternoon: ['de la tarde', 'de la noche'],
  },
  months: 'enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre',
  halves: ['y medio', 'y media'],
});
