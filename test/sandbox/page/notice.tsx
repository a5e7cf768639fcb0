import Link from '@atlaskit/link';
import SectionMessage from '@atlaskit/section-message';
import { usePage } from './page-context';
import type { StandIns } from './state';
import { useMediaQuery } from './use-media-query';

/** Written next to the page by `build.ts`. */
const README = './readme.html#the-sandbox';

/** Says plainly what is real here and what is not. */
export function Notice() {
  const { state } = usePage();
  const isNarrow = useMediaQuery('(max-width: 600px)');
  return (
    <div className="notice" role="note" aria-label="About the stand-ins">
      <SectionMessage appearance="information">
        <p>
          {describeStandIns(state.standIns, isNarrow)}{' '}
          <Link href={README} target="_blank">
            What that means
          </Link>
        </p>
      </SectionMessage>
    </div>
  );
}

function describeStandIns(standIns: StandIns | undefined, isShort: boolean): string {
  const routed = Object.keys(standIns?.routes ?? {});
  const elsewhere = routed.length > 0 ? ` Traffic for ${routed.join(', ')} goes to another server.` : '';
  const words = WORDS[standIns?.hearsRealAudio ? 'real' : 'standIn'];
  return `${isShort ? words.short : words.long}${elsewhere}`;
}

const WORDS = {
  real: {
    long: 'Twilio, Jira and Forge are stand-ins on this machine. Recordings go to a real service that understands speech.',
    short: 'Stand-ins but for speech: recordings go to a real service.',
  },
  standIn: {
    long: 'Twilio, OpenAI, Jira and Forge are stand-ins on this machine. They hear no real speech, only typed words and the captions of sample calls.',
    short: 'Stand-ins: they hear typed words and sample calls, no real speech.',
  },
};
