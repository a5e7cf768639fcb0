import { Box, Button, Inline, Stack, Text } from '@forge/react';
import { TEXT_PLACEHOLDERS } from '../../../src/contract/template';
import { previewText } from '../effects';
import { Switch, TextRows, usePage } from '../parts';
import { useWords } from '../use-words';
import { Section, type SectionProps } from './section';

/** What callers get by text, in whose words, and what that costs (V6, V20). */
export function TextsSection({ draft, change, errorOf }: SectionProps) {
  const { say } = useWords();
  return (
    <Section name="texts" fields={['confirmation', 'statusText', 'textReopens']} errorOf={errorOf}>
      <Switch
        name="confirms"
        label={say('line.confirmation')}
        value={draft.confirms}
        onChange={(confirms) => change({ confirms })}
      />
      {draft.confirms && (
        <Template
          kind="confirmation"
          draft={draft}
          error={errorOf('confirmation.template')}
          onChange={(confirmationTemplate) => change({ confirmationTemplate })}
        />
      )}
      <Switch
        name="tellsStatus"
        label={say('line.status')}
        value={draft.tellsStatus}
        onChange={(tellsStatus) => change({ tellsStatus })}
      />
      {draft.tellsStatus && (
        <Template
          kind="status"
          draft={draft}
          error={errorOf('statusText.template')}
          onChange={(statusTemplate) => change({ statusTemplate })}
        />
      )}
      <Switch
        name="textReopens"
        label={say('line.textReopens')}
        value={draft.textReopens}
        onChange={(textReopens) => change({ textReopens })}
      />
    </Section>
  );
}

interface TemplateProps {
  kind: 'confirmation' | 'status';
  draft: SectionProps['draft'];
  error: ReturnType<SectionProps['errorOf']>;
  onChange: (text: string) => void;
}

/** A text in the admin's words, and how it would read. */
function Template({ kind, draft, error, onChange }: TemplateProps) {
  const { state, dispatch } = usePage();
  const words = useWords();
  const { say } = words;
  const preview = state.views[`${kind}Preview`];
  const names = TEXT_PLACEHOLDERS[kind].map((name) => `{${name}}`).join(', ');
  return (
    <Stack space="space.100">
      <TextRows
        name={`${kind}Template`}
        label={say(`line.${kind}Template`)}
        help={say('line.templateHelp', { names })}
        error={preview.error ?? error}
        value={draft[`${kind}Template`]}
        onChange={onChange}
      />
      <Inline>
        <Button isDisabled={preview.loading} onClick={() => previewText(draft, kind, dispatch)}>
          {say('line.textPreview')}
        </Button>
      </Inline>
      {preview.value !== undefined && preview.error === undefined && (
        <Box padding="space.150" backgroundColor="color.background.neutral">
          <Stack space="space.050">
            <Text>{preview.value.text}</Text>
            <Text color="color.text.subtle">
              {[
                words.sayCounted('line.segments', preview.value.segments),
                say('line.textPreviewed', {
                  encoding: preview.value.encoding,
                  usd: words.usd(preview.value.usd),
                }),
              ].join(', ')}
            </Text>
          </Stack>
        </Box>
      )}
    </Stack>
  );
}
