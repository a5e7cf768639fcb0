import { Button, Inline, SectionMessage, Stack, Text } from '@forge/react';
import type { ReactNode } from 'react';
import type { Setup } from '../../src/contract/admin';
import { resumeIntake } from './effects';
import { usePage } from './parts';
import { useWords } from './use-words';

/** Above everything: what an admin has to know whatever they came for. */
export function Banners({ setup }: { setup: Setup }) {
  const { say, sayFailure, time, number } = useWords();
  const { licensed, paused, outages, unreadLines, notComparedSince, textTroubles } = setup;
  return (
    <>
      {licensed === false && <Banner title={say('banners.licenceTitle')} text={say('banners.licence')} />}
      {paused !== undefined && <Paused paused={paused} />}
      {outages.map(({ service, since, failure }) => (
        <Banner
          key={service}
          title={say('banners.outageTitle', { service: say(`services.${service}`), since: time(since) })}
          text={sayFailure(failure, service)}
        />
      ))}
      {unreadLines.length > 0 && (
        <Banner
          title={say('banners.unreadTitle')}
          text={say('banners.unread', { numbers: unreadLines.join(', ') })}
        />
      )}
      {notComparedSince !== undefined && (
        <Banner
          title={say('banners.comparisonTitle')}
          text={say('banners.comparison', { since: time(notComparedSince) })}
        />
      )}
      {textTroubles.map(({ number: from, code, count, reason }) => (
        <Banner
          key={from}
          title={say('banners.textsTitle', { number: from })}
          text={say('banners.texts', { reason, count: number(count), code })}
        />
      ))}
      <Parked count={setup.parkedCalls} />
    </>
  );
}

const Banner = ({ title, text, children }: { title: string; text: string; children?: ReactNode }) => (
  <SectionMessage title={title} appearance="warning">
    <Stack space="space.100">
      <Text>{text}</Text>
      {children !== undefined && <Inline>{children}</Inline>}
    </Stack>
  </SectionMessage>
);

/** The most that are counted. */
const MOST_COUNTED = 100;

function Paused({ paused: { since, turnedAway } }: { paused: NonNullable<Setup['paused']> }) {
  const { state, dispatch } = usePage();
  const words = useWords();
  const { say, time } = words;
  const count = turnedAway === undefined ? say('banners.turnedAwayUnknown') : counted(turnedAway, say);
  return (
    <Banner title={say('banners.pausedTitle')} text={say('banners.paused', { since: time(since), count })}>
      <Button isDisabled={state.saving === 'pause'} onClick={() => resumeIntake(words, dispatch)}>
        {say('banners.resume')}
      </Button>
    </Banner>
  );
}

const counted = (count: number, say: ReturnType<typeof useWords>['say']): string =>
  count >= MOST_COUNTED ? say('banners.orMore', { count }) : String(count);

function Parked({ count }: { count: number }) {
  const { dispatch } = usePage();
  const { say, sayCounted } = useWords();
  if (count === 0) return null;
  return (
    <Banner title={sayCounted('banners.parkedTitle', count)} text={say('banners.parked')}>
      <Button
        onClick={() => {
          dispatch({ kind: 'filter-chosen', filter: { show: 'parked' } });
          dispatch({ kind: 'tab-chosen', tab: 'calls' });
        }}
      >
        {say('banners.showParked')}
      </Button>
    </Banner>
  );
}
