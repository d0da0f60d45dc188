#![no_main]
fashion_trainer_fuzz::target!(settings);
