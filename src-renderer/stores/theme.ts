import { defineStore } from 'pinia';
import { ref, watchEffect } from 'vue';

export type Theme = 'system' | 'light' | 'dark';

const order: Readonly<Record<Theme, Theme>> = { system: 'light', light: 'dark', dark: 'system' };
const key = 'referee.theme';

export const useTheme = defineStore('theme', () => {
  const kept = localStorage.getItem(key);
  const theme = ref<Theme>(kept === 'light' || kept === 'dark' ? kept : 'system');

  watchEffect(() => {
    const { dataset } = document.documentElement;
    if (theme.value === 'system') {
      delete dataset.theme;
      localStorage.removeItem(key);
    } else {
      dataset.theme = theme.value;
      localStorage.setItem(key, theme.value);
    }
  });

  function next(): void {
    theme.value = order[theme.value];
  }

  return { theme, next };
});
