interface SignInWords {
  readonly subject: (company: string) => string;
  readonly text: (link: string, minutes: number) => string;
}

/** The mail with a one-time link. No template: nobody may edit the link out of it. */
export const signInWords: { readonly [language in 'ru' | 'en']: SignInWords } = {
  ru: {
    subject: (company) => `Вход на портал: ${company}`,
    text: (link, minutes) =>
      `Здравствуйте! Чтобы войти на портал, откройте ссылку и нажмите «Войти»:\n\n${link}\n\n` +
      `Ссылка действует ${minutes} минут и только один раз. Никому её не пересылайте.\n\n` +
      `Если вы не просили о входе, просто удалите это письмо: без ссылки никто не войдёт.`,
  },
  en: {
    subject: (company) => `Sign in to the portal: ${company}`,
    text: (link, minutes) =>
      `Hello! To sign in to the portal, open this link and press “Sign in”:\n\n${link}\n\n` +
      `It works for ${minutes} minutes and only once. Do not pass it on.\n\n` +
      `If you did not ask for it, just delete this mail: nobody gets in without the link.`,
  },
};
