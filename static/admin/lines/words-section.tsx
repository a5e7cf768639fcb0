import {
  Button,
  Inline,
  Lozenge,
  Modal,
  ModalBody,
  ModalFooter,
  ModalHeader,
  ModalTitle,
  ModalTransition,
  Stack,
  Text,
} from '@forge/react';
import { useEffect, useState } from 'react';
import type { PromptPreview } from '../../../src/contract/admin';
import type { Language } from '../../../src/contract/language';
import type { PromptKey } from '../../../src/contract/prompts';
import { previewPrompts } from '../effects';
import { Choice, Show, TextRows, usePage } from '../parts';
import { useWords } from '../use-words';
import type { LineDraft } from './draft';
import { Section, type SectionProps } from './section';

/** The line's own words: greeting, notice, and whatever else it says. */
export function WordsSection({ draft, change, errorOf }: SectionProps) {
  const { dispatch } = usePage();
  const { say } = useWords();
  return (
    <Section name="words" fields={['greeting', 'notice', 'prompts']} errorOf={errorOf}>
      <TextRows
        name="greeting"
        label={say('line.greeting')}
        help={say('line.greetingHelp')}
        error={errorOf('greeting')}
        value={draft.greeting}
        onChange={(greeting) => change({ greeting })}
      />
      <TextRows
        name="notice"
        label={say('line.notice')}
        help={say('line.noticeHelp')}
        error={errorOf('notice')}
        value={draft.notice}
        onChange={(notice) => change({ notice })}
      />
      <Inline>
        <Button onClick={() => dispatch({ kind: 'dialog-opened', dialog: { kind: 'prompts' } })}>
          {say('line.promptsShow')}
        </Button>
      </Inline>
      <PromptsDialog draft={draft} change={change} />
    </Section>
  );
}

type PromptsProps = Pick<SectionProps, 'draft' | 'change'>;

/** Everything that the line says, as callers hear it; each in the admin's words where there are some. */
function PromptsDialog({ draft, change }: PromptsProps) {
  const { state, dispatch } = usePage();
  const { say } = useWords();
  const [language, setLanguage] = useState<Language>(draft.languages[0] ?? 'en');
  const isOpen = state.dialog?.kind === 'prompts';
  useEffect(() => {
    if (isOpen) void previewPrompts(draft, language, dispatch);
  }, [isOpen, draft, language, dispatch]);
  const close = () => dispatch({ kind: 'dialog-closed' });
  return (
    <ModalTransition>
      {isOpen && (
        <Modal onClose={close} width="large">
          <ModalHeader>
            <ModalTitle>{say('line.promptsTitle')}</ModalTitle>
          </ModalHeader>
          <ModalBody>
            <Stack space="space.200">
              <Choice
                name="promptsLanguage"
                label={say('line.promptsLanguage')}
                value={language}
                options={draft.languages.map((value) => ({ value, label: say(`languages.${value}`) }))}
                onChange={setLanguage}
              />
              <Show
                loaded={state.views.prompts}
                retry={() => previewPrompts(draft, language, dispatch)}
                label={say('line.promptsTitle')}
              >
                {(prompts) =>
                  prompts.map((prompt) => (
                    <PromptRow
                      key={prompt.key}
                      prompt={prompt}
                      language={language}
                      keep={(text) => change({ prompts: withPrompt(draft, language, prompt.key, text) })}
                    />
                  ))
                }
              </Show>
            </Stack>
          </ModalBody>
          <ModalFooter>
            <Button appearance="primary" onClick={close}>
              {say('actions.close')}
            </Button>
          </ModalFooter>
        </Modal>
      )}
    </ModalTransition>
  );
}

/** @param text empty for ours */
function withPrompt(
  { prompts }: LineDraft,
  language: Language,
  key: string,
  text: string,
): LineDraft['prompts'] {
  const { [key as PromptKey]: _, ...others } = prompts[language] ?? {};
  const own = text.trim() === '' ? others : { ...others, [key]: text.trim() };
  return { ...prompts, [language]: own };
}

interface PromptRowProps {
  prompt: PromptPreview;
  language: Language;
  keep: (text: string) => void;
}

function PromptRow({ prompt, language, keep }: PromptRowProps) {
  const { say } = useWords();
  const [typed, setTyped] = useState<string>();
  const { key, text, own, placeholders } = prompt;
  return (
    <Stack space="space.050">
      <Text testId={`prompt-${language}-${key}`}>{text}</Text>
      <Inline space="space.100" alignBlock="center">
        {own && <Lozenge appearance="new">{say('line.promptOwn')}</Lozenge>}
        {typed === undefined && (
          <Button spacing="compact" appearance="subtle" onClick={() => setTyped(text)}>
            {say('line.promptChange')}
          </Button>
        )}
        {own && (
          <Button spacing="compact" appearance="subtle" onClick={() => keep('')}>
            {say('line.promptReset')}
          </Button>
        )}
      </Inline>
      {typed !== undefined && (
        <Stack space="space.050">
          <TextRows
            name={`own-${key}`}
            label={say('line.promptOwn')}
            help={
              placeholders.length === 0
                ? undefined
                : say('line.promptPlaceholders', {
                    names: placeholders.map((name) => `{${name}}`).join(', '),
                  })
            }
            value={typed}
            onChange={setTyped}
          />
          <Inline space="space.100">
            <Button
              spacing="compact"
              onClick={() => {
                keep(typed);
                setTyped(undefined);
              }}
            >
              {say('line.promptKeep')}
            </Button>
            <Button spacing="compact" appearance="subtle" onClick={() => setTyped(undefined)}>
              {say('actions.cancel')}
            </Button>
          </Inline>
        </Stack>
      )}
    </Stack>
  );
}
