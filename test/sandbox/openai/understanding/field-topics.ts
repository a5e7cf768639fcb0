import type { Terms } from './terms';

export interface Topic {
  /** In a field's name only; in a message they may mean anything. */
  names?: Terms;
  /** In a field's name, and near what is said for it. */
  words: Terms;
  /** Right before a date, or within its words. */
  prepositions?: Terms;
}

/** What fields ask for, so that an English field is found in what a caller says in another language. */
export const TOPICS = {
  quantity: {
    names: {
      en: 'number of,how many',
      de: 'wie viele,Zahl der',
      fr: 'nombre de,combien',
      es: 'número de,cuántos,cuántas',
      it: 'numero di,quanti,quante',
      pt: 'número de,quantos,quantas',
      nl: 'hoeveel',
    },
    words: {
      en: 'quantity,amount,count,pieces,units,copies,of them',
      de: 'Anzahl,Menge,Stück,Stückzahl',
      fr: 'quantité,exemplaires,pièces,unités',
      es: 'cantidad,unidades,piezas',
      it: 'quantità,pezzi,unità',
      pt: 'quantidade,unidades,peças',
      nl: 'aantal,hoeveelheid,stuks',
      ja: '数量,個数,台数,人数',
    },
  },
  extension: {
    words: {
      en: 'extension',
      de: 'Durchwahl,Nebenstelle',
      fr: 'poste',
      es: 'extensión,anexo',
      it: 'interno',
      pt: 'ramal,extensão',
      nl: 'toestel,toestelnummer,doorkiesnummer',
      ja: '内線',
    },
  },
  deadline: {
    words: {
      en: 'need*,required,deadline,due,no later than,at the latest,in time for,must have,want*',
      de: 'brauch*,benötig*,spätestens,fällig*,Frist,Termin,rechtzeitig',
      fr: "besoin,au plus tard,échéance,date limite,il me faut,il nous faut,il le faut,il la faut,d'ici",
      es: 'necesit*,a más tardar,fecha límite,plazo,hace falta,hacen falta',
      it: 'serv*,bisogno,al più tardi,scadenza,necessari*',
      pt: 'precis*,necessári*,o mais tardar,prazo,data limite',
      nl: 'nodig,uiterlijk,deadline,vereist',
      ja: '必要,期限,締め切り,希望日,欲しい',
    },
    prepositions: {
      en: 'by,before,until,for',
      de: 'bis,bis zum,bis spätestens,vor,vor dem,für',
      fr: "avant,avant le,d'ici,d'ici le,pour,pour le",
      es: 'para,para el,antes de,antes del,hasta,hasta el',
      it: 'entro,entro il,per,per il,prima di,prima del',
      pt: 'até,até o,para,antes de,antes da',
      nl: 'voor,tot,uiterlijk,tegen',
      ja: 'まで',
    },
  },
  start: {
    words: {
      en: 'start,starts,starting,begin,begins,beginning,join,joins,joining,first day',
      de: 'beginn*,anfang*,fängt,startet,Start*,erster Tag,Eintritt*,kommt',
      fr: 'commence*,début*,démarr*,arrive*,rejoint,premier jour,arrivée',
      es: 'empieza*,comienza*,inicio*,incorpora*,primer día',
      it: 'inizi*,comincia*,arriva,primo giorno',
      pt: 'começa*,inici*,início,entra,primeiro dia',
      nl: 'begin*,start*,eerste dag,in dienst',
      ja: '開始,入社,始ま,初日',
    },
    prepositions: {
      en: 'from,as of',
      de: 'ab,ab dem',
      fr: 'à partir de,à partir du,dès,dès le',
      es: 'desde,desde el,a partir de,a partir del',
      it: 'da,dal,a partire da,a partire dal',
      pt: 'desde,a partir de,a partir do',
      nl: 'vanaf,per',
      ja: 'から',
    },
  },
  building: {
    words: {
      en: 'building',
      de: 'Gebäude',
      fr: 'bâtiment',
      es: 'edificio',
      it: 'edificio,palazzo',
      pt: 'prédio,edifício',
      nl: 'gebouw',
      ja: '棟,ビル,建物',
    },
  },
  floor: {
    words: {
      en: 'floor',
      de: 'Stock,Stockwerk,Etage',
      fr: 'étage',
      es: 'planta,piso',
      it: 'piano',
      pt: 'andar,piso',
      nl: 'verdieping',
      ja: '階',
    },
  },
  room: {
    words: {
      en: 'room',
      de: 'Raum,Zimmer,Raumnummer',
      fr: 'salle,pièce',
      es: 'sala,habitación',
      it: 'stanza,sala',
      pt: 'sala',
      nl: 'kamer,ruimte',
      ja: '号室,部屋',
    },
  },
  order: {
    words: {
      en: 'order',
      de: 'Bestellnummer,Auftragsnummer,Bestellung,Auftrag',
      fr: 'commande',
      es: 'pedido',
      it: 'ordine',
      pt: 'pedido,encomenda',
      nl: 'ordernummer,bestelnummer,bestelling',
      ja: '注文,注文番号',
    },
  },
  invoice: {
    words: {
      en: 'invoice',
      de: 'Rechnung,Rechnungsnummer',
      fr: 'facture',
      es: 'factura',
      it: 'fattura',
      pt: 'fatura',
      nl: 'factuur,factuurnummer',
      ja: '請求書,請求書番号',
    },
  },
  badge: {
    words: {
      en: 'badge',
      de: 'Ausweis,Ausweisnummer',
      fr: 'badge',
      es: 'tarjeta',
      it: 'badge,tesserino',
      pt: 'crachá',
      nl: 'pasje,pasnummer,toegangspas',
      ja: '社員証',
    },
  },
  customer: {
    words: {
      en: 'customer',
      de: 'Kunde,Kundennummer',
      fr: 'client',
      es: 'cliente',
      it: 'cliente',
      pt: 'cliente',
      nl: 'klant,klantnummer',
      ja: '顧客,お客様番号',
    },
  },
  serial: {
    words: {
      en: 'serial,asset',
      de: 'Seriennummer,Inventarnummer',
      fr: 'numéro de série',
      es: 'número de serie',
      it: 'numero di serie,matricola',
      pt: 'número de série',
      nl: 'serienummer',
      ja: 'シリアル番号,製造番号',
    },
  },
} satisfies Record<string, Topic>;

export type TopicName = keyof typeof TOPICS;
