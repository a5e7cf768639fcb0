import type { Language } from '../../contract/language';

/** What people say for the signs of an address; longer names first. */
export interface AddressWords {
  signs: readonly (readonly [sign: string, names: string])[];
  /** Between a letter and a word that begins with it: "A as in Alfa". */
  asIn: string;
  /** What an address is the rest of: "my e-mail address is". */
  lead: string;
}

export const ADDRESS_WORDS: Record<Language, AddressWords> = {
  en: {
    signs: [
      ['@', 'at sign,at'],
      ['.', 'full stop,dot,point,period'],
      ['-', 'dash,hyphen,minus'],
      ['_', 'underscore,underline'],
      ['+', 'plus'],
      ['/', 'forward slash,slash'],
      [':', 'colon'],
    ],
    asIn: 'as in,like,for',
    lead: 'is,s,it,my,email,mail,address,okay,ok,yes,so,well,um,uh,sure,the,reach,me,website,page,to',
  },
  de: {
    signs: [
      ['@', 'klammeraffe,ät,at'],
      ['.', 'punkt,dot'],
      ['-', 'bindestrich,minus,strich'],
      ['_', 'unterstrich,underscore'],
      ['+', 'plus'],
      ['/', 'schrägstrich,slash'],
      [':', 'doppelpunkt'],
    ],
    asIn: 'wie',
    lead: 'ist,lautet,die,das,meine,email,mail,mailadresse,emailadresse,adresse,also,ja,ok,okay,äh,ähm,es,seite,gern,gerne',
  },
  fr: {
    signs: [
      ['@', 'a commercial,arobase,arrobase,arobas,at'],
      ['.', 'point'],
      ['_', 'tiret bas,underscore,souligné'],
      ['-', "trait d'union,trait d union,tiret du six,tiret,moins"],
      ['+', 'plus'],
      ['/', 'barre oblique,slash,barre'],
      [':', 'deux points'],
    ],
    asIn: 'comme',
    lead: "est,c'est,c,mon,ma,mail,email,adresse,courriel,alors,oui,euh,ben,le,la,l,site",
  },
  es: {
    signs: [
      ['@', 'arroba'],
      ['.', 'punto'],
      ['_', 'guion bajo,guión bajo,barra baja,subrayado,underscore'],
      ['-', 'guion medio,guión medio,guion,guión,menos'],
      ['+', 'más,mas'],
      ['/', 'barra'],
      [':', 'dos puntos'],
    ],
    asIn: 'de,como',
    lead: 'es,mi,correo,email,mail,dirección,electrónico,pues,sí,eh,bueno,la,el,página',
  },
  it: {
    signs: [
      ['@', 'chiocciolina,chiocciola,at'],
      ['.', 'punto,dot'],
      ['_', 'trattino basso,underscore'],
      ['-', 'trattino,meno,lineetta'],
      ['+', 'più,piu'],
      ['/', 'barra,slash'],
      [':', 'due punti'],
    ],
    asIn: 'come,di',
    lead: 'è,la,mia,mail,email,indirizzo,posta,elettronica,allora,sì,ehm,beh,il,sito,l',
  },
  'pt-BR': {
    signs: [
      ['@', 'arroba'],
      ['.', 'ponto'],
      ['_', 'sublinhado,underline,underscore'],
      ['-', 'tracinho,traço,hífen,menos'],
      ['+', 'mais'],
      ['/', 'barra'],
      [':', 'dois pontos'],
    ],
    asIn: 'de,como',
    lead: 'é,o,meu,email,mail,endereço,correio,então,sim,bom,a,minha,site',
  },
  nl: {
    signs: [
      ['@', 'apenstaartje,apestaartje,at'],
      ['.', 'punt,dot'],
      ['_', 'laag streepje,liggend streepje,underscore'],
      ['-', 'koppelteken,minteken,streepje,min'],
      ['+', 'plus'],
      ['/', 'schuine streep,slash'],
      [':', 'dubbele punt'],
    ],
    asIn: 'van,als',
    lead: 'is,mijn,het,mail,email,mailadres,emailadres,adres,dus,ja,nou,eh,uh,de,site',
  },
  ja: {
    signs: [
      ['@', 'アットマーク,アット'],
      ['.', 'ドット,ピリオド,点'],
      ['_', 'アンダーバー,アンダースコア,アンダーライン'],
      ['-', 'ハイフン,マイナス'],
      ['+', 'プラス'],
      ['/', 'スラッシュ'],
      [':', 'コロン'],
    ],
    asIn: '',
    lead: '',
  },
};
