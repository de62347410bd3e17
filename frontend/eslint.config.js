import js from "@eslint/js";
import a11y from "eslint-plugin-jsx-a11y";
import hooks from "eslint-plugin-react-hooks";
import tseslint from "typescript-eslint";

const NO_WORDS = "Words belong in the catalogues of src/i18n.";

export default tseslint.config(
  { ignores: ["dist", "test-results", "shots", "src/api/schema.d.ts"] },
  js.configs.recommended,
  ...tseslint.configs.strictTypeChecked.map((config) => ({ ...config, files: ["**/*.{ts,tsx}"] })),
  {
    files: ["**/*.{ts,tsx}"],
    languageOptions: {
      parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname },
    },
    rules: {
      "@typescript-eslint/restrict-template-expressions": ["error", { allowNumber: true }],
      "@typescript-eslint/no-confusing-void-expression": ["error", { ignoreArrowShorthand: true }],
      "@typescript-eslint/no-misused-promises": [
        "error",
        { checksVoidReturn: { attributes: false } },
      ],
      "max-lines": ["error", { max: 250 }],
    },
  },
  {
    files: ["src/**/*.tsx"],
    ignores: ["src/**/*.test.tsx"],
    plugins: { "jsx-a11y": a11y, "react-hooks": hooks },
    rules: {
      ...a11y.flatConfigs.recommended.rules,
      ...hooks.configs.recommended.rules,
      "react-hooks/set-state-in-effect": "off", // effects here follow the browser: cookies, clocks, focus
      "react-hooks/refs": "off",
      "jsx-a11y/aria-role": ["error", { ignoreNonDOM: true }], // `role` of a Gate is an account's role
      "jsx-a11y/no-noninteractive-tabindex": "off", // a table that scrolls must be reachable; axe asks for it
      "jsx-a11y/label-has-associated-control": ["error", { depth: 4 }],
      "no-restricted-syntax": [
        "error",
        { selector: "JSXText[value=/\\p{L}{2,}/u]", message: NO_WORDS },
        {
          selector:
            "JSXAttribute[name.name=/^(aria-label|title|placeholder|alt|label)$/] > Literal[value=/\\p{L}/u]",
          message: NO_WORDS,
        },
      ],
    },
  },
  {
    files: ["**/*.{js,mjs}"],
    languageOptions: {
      globals: {
        process: "readonly",
        console: "readonly",
        URL: "readonly",
        fetch: "readonly",
        setTimeout: "readonly",
        clearTimeout: "readonly",
      },
    },
  },
  { files: ["src/i18n/**", "src/**/*.test.{ts,tsx}", "e2e/**"], rules: { "max-lines": "off" } },
);
