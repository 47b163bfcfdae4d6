//! Journeys: what a person does across modules, in a real browser against the real program.
//! One binary; one file per journey, named after what the person does. `pages.rs` lists the pages that everyone audits.

mod a_patient_finds_a_doctor;
mod a_porteur_composes_a_territory;
mod a_treasurer_simulates_a_contract;
mod an_assembly_votes;
mod an_evening_becomes_a_payment;
mod an_operator_answers_the_telephone;
mod an_operator_runs_the_program;
mod audit;
mod browser;
mod demo;
mod every_page_is_accessible;
mod keyboard_alone;
mod pages;
mod someone_signs_in;
