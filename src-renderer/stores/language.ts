import { defineStore } from 'pinia';
import { ref, watchEffect } from 'vue';
import { isLanguage, type Language, languages, setLanguage } from '../text/text.ts';

const keptIn = 'referee.language';

/** The language of the screens: a user's choice, else the first of the system's that there is. */
export const useLanguage = defineStore('language', () => {
  const kept = localStorage.getItem(keptIn);
  const spoken = navigator.languages.map((tag) => tag.split('-')[0] ?? '').find(isLanguage);
  const language = ref<Language>(kept !== null && isLanguage(kept) ? kept : (spoken ?? 'en'));

  watchEffect(() => setLanguage(language.value), { flush: 'sync' });

  function choose(next: Language): void {
    language.value = next;
    localStorage.setItem(keptIn, next);
  }

  /** The language after this one, round the end. */
  function next(): void {
    const all = Object.keys(languages).filter(isLanguage);
    choose(all[(all.indexOf(language.value) + 1) % all.length] ?? 'en');
  }

  return { language, choose, next };
});
