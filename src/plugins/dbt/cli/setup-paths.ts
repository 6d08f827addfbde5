/** Where Setup puts dbt, below the working directory that the tasks after it share. */
export const SETUP_PROGRAM = 'bin/dbt';

/** The folder of its profiles.yml, there too. */
export const SETUP_PROFILES = '.profile';
