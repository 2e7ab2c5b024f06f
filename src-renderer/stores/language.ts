import { defineStore } from 'pinia';
import { ref, watchEffect } from 'vue';
import { isLanguage, type Language, setLanguage } from '../text/text.ts';

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

  return { language, choose };
});
