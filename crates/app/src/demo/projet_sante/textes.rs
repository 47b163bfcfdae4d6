//! The words of the projet de santé of the demo. All invented.

/// Code, role of the person in charge, first text, text agreed upon (empty: the first one).
pub(super) const PARTIES: [(&str, &str, &str, &str); 10] = [
    (
        "besoins",
        "coordination",
        "Le diagnostic a été mené pendant six mois avec les professionnels, les élus et les usagers.",
        "Le diagnostic a été mené pendant **six mois** avec les professionnels, les élus et les représentants des usagers\u{a0}: chiffres de l’Assurance maladie, enquête auprès des cabinets, trois réunions publiques.\n\nTrois constats en ressortent\u{a0}:\n- plusieurs centaines de patients en affection de longue durée n’ont plus de médecin traitant ;\n- les visites à domicile se raréfient sur les plateaux, surtout l’hiver ;\n- le dépistage recule dès que l’on s’éloigne du Puy-en-Velay.\n\nLes besoins ont ensuite été classés en séance\u{a0}: chacun a partagé ses points entre les besoins de la liste.",
    ),
    (
        "territoire",
        "presidence",
        "Le territoire suit les habitudes de soins\u{a0}: on vient se soigner au Puy-en-Velay, au Monastier ou à Saugues, selon la vallée.\n\nIl respecte les limites des intercommunalités et celles des deux CPTS voisines, rencontrées avant l’envoi du projet\u{a0}: aucune commune n’est comptée deux fois.",
        "",
    ),
    (
        "actions",
        "coordination",
        "Les actions répondent aux besoins les mieux classés. Chacune a une personne responsable, un calendrier et un budget quand il est connu.",
        "Les actions répondent aux besoins les mieux classés. Chacune a une personne responsable, un calendrier, des indicateurs simples et un budget quand il est connu.\n\nL’ordre retenu\u{a0}:\n1. retrouver un médecin traitant aux patients en affection de longue durée ;\n2. soigner à domicile les plus de 75 ans ;\n3. aller au-devant des habitants pour le dépistage ;\n4. remplacer les professionnels absents.",
    ),
    (
        "engagements",
        "membre",
        "En adhérant, chaque membre signe une charte d’une page. Il s’engage à\u{a0}:\n- tenir à jour sa fiche de l’annuaire ;\n- répondre aux demandes adressées par la coordination, même pour dire non ;\n- participer à au moins une réunion par semestre ;\n- utiliser la messagerie sécurisée pour toute information sur un patient.",
        "",
    ),
    (
        "concertation",
        "coordination",
        "Le bureau se réunit chaque mois, le conseil d’administration chaque trimestre, l’assemblée générale une fois par an.\n\nDes groupes de travail préparent les décisions\u{a0}: accès aux soins, parcours des personnes âgées, prévention. Leurs comptes rendus sont envoyés à tous les membres sous huit jours.",
        "",
    ),
    (
        "protocoles",
        "presidence",
        "Deux protocoles pluriprofessionnels sont prévus la première année\u{a0}:\n- le suivi de l’insuffisance cardiaque entre la ville et l’hôpital ;\n- le repérage de la fragilité chez les plus de 75 ans, par les infirmiers et les pharmaciens.\n\nChaque protocole dit qui fait quoi, quand prévenir le médecin, et la date de sa révision.",
        "",
    ),
    (
        "systeme_information",
        "coordination",
        "Les échanges sur un patient passent par la messagerie sécurisée de santé. Les documents de la CPTS, sans donnée de patient, sont partagés dans l’espace de travail commun.\n\nAucune donnée de santé n’est stockée par l’association.",
        "",
    ),
    (
        "quotidien",
        "membre",
        "Dans les cabinets infirmiers, la tournée d’hiver est préparée ensemble chaque lundi. Dans les pharmacies, une affiche dit où trouver un rendez-vous le jour même. Dans les maisons de santé, deux créneaux par demi-journée sont gardés pour les demandes de la coordination.",
        "",
    ),
    (
        "gouvernance",
        "presidence",
        "La CPTS est une association loi 1901. Peuvent adhérer les professionnels de santé, les structures de soins, les acteurs sociaux et médico-sociaux du territoire.\n\nTrois collèges siègent au conseil d’administration\u{a0}: professionnels de premier recours, établissements et second recours, partenaires sociaux et usagers. Aucune profession ne peut décider seule.",
        "",
    ),
    (
        "evaluation",
        "coordination",
        "Chaque action a un à trois indicateurs. La coordination les relève chaque trimestre et les présente au conseil d’administration.",
        "Chaque action a un à trois indicateurs. La coordination les relève chaque trimestre, les présente au conseil d’administration et les partage avec l’ARS et la CPAM avant le dialogue de gestion.",
    ),
];

/// The same part, being rewritten.
pub(super) const EVALUATION: &str = "Chaque action a un à trois indicateurs, avec une valeur de départ datée. La coordination les relève chaque trimestre, les présente au conseil d’administration et les partage avec l’ARS et la CPAM avant le dialogue de gestion.\n\nUn indicateur que personne n’utilise est abandonné à la revue annuelle.";

/// Code and words, one a line.
pub(super) const VISEES: &str = "1.1\u{202f}; Réduire le renoncement aux soins\n1.2\u{202f}; Soutenir l’exercice coordonné\n2.1\u{202f}; Maintenir à domicile les personnes âgées\n3.1\u{202f}; Dépister plus tôt\n4.1\u{202f}; Préparer la réponse aux crises";

/// Objective, what will have changed, the need that it answers.
pub(super) const OBJECTIFS: [(&str, &str, &str); 4] = [
    (
        "Chaque patient en affection de longue durée a un médecin traitant",
        "Moitié moins de patients sans médecin traitant en deux ans.",
        "Trouver un médecin traitant pour les patients en ALD",
    ),
    (
        "Les plus de 75 ans des plateaux sont soignés chez eux toute l’année",
        "Aucune semaine d’hiver sans tournée.",
        "Soigner à domicile les plus de 75 ans des plateaux",
    ),
    (
        "Le dépistage va au-devant des habitants",
        "Chaque commune à plus de 20 minutes visitée une fois par an.",
        "Rapprocher le dépistage des communes éloignées",
    ),
    (
        "Aucun cabinet ne ferme l’été faute de remplaçant",
        "Un remplaçant trouvé pour deux demandes sur trois.",
        "Être remplacé pendant les congés",
    ),
];

/// An action sheet of the demo.
pub(super) struct ActionDemo {
    pub(super) titre: &'static str,
    pub(super) mission: &'static str,
    pub(super) objectif: &'static str,
    pub(super) responsable: &'static str,
    /// Months from today; below zero, it has begun.
    pub(super) debut: i64,
    /// How many months.
    pub(super) mois: i64,
    pub(super) euros: Option<i64>,
    pub(super) description: &'static str,
    pub(super) partenaires: &'static [&'static str],
    pub(super) indicateurs: &'static [&'static str],
    pub(super) visees: &'static [&'static str],
}

pub(super) const ACTIONS: [ActionDemo; 7] = [
    ActionDemo {
        titre: "Réserver des places aux patients en affection de longue durée",
        mission: "acces",
        objectif: OBJECTIFS[0].0,
        responsable: "coordination",
        debut: -20,
        mois: 36,
        euros: Some(18_000),
        description: "Chaque cabinet dit combien de nouveaux patients il peut suivre. La coordination propose les patients **dans l’ordre de priorité décidé ensemble** :\n- affection de longue durée ;\n- plus de 75 ans ;\n- complémentaire santé solidaire.",
        partenaires: &["CPAM de la Haute-Loire", "Cabinets médicaux du territoire"],
        indicateurs: &["Patients en ALD sans médecin traitant (CPAM)", "Patients proposés et acceptés"],
        visees: &["1.1", "1.2"],
    },
    ActionDemo {
        titre: "Tenir des créneaux de soins non programmés le samedi matin",
        mission: "acces",
        objectif: OBJECTIFS[0].0,
        responsable: "membre",
        debut: -14,
        mois: 24,
        euros: Some(26_500),
        description: "Un médecin et un infirmier volontaires tiennent chaque samedi des créneaux ouverts à la régulation.",
        partenaires: &["Service d’accès aux soins", "Centre hospitalier"],
        indicateurs: &["Créneaux tenus", "Créneaux remplis"],
        visees: &["1.1"],
    },
    ActionDemo {
        titre: "Coordonner les tournées d’hiver sur les plateaux",
        mission: "parcours",
        objectif: OBJECTIFS[1].0,
        responsable: "membre",
        debut: -8,
        mois: 18,
        euros: Some(14_200),
        description: "Les cabinets infirmiers préparent ensemble les tournées de décembre à mars\u{a0}: passages groupés, relais en cas de neige.",
        partenaires: &["Services de soins infirmiers à domicile", "Mairies des plateaux"],
        indicateurs: &["Semaines d’hiver sans interruption de tournée"],
        visees: &["2.1"],
    },
    ActionDemo {
        titre: "Suivre l’insuffisance cardiaque entre la ville et l’hôpital",
        mission: "parcours",
        objectif: OBJECTIFS[1].0,
        responsable: "presidence",
        debut: -12,
        mois: 24,
        euros: Some(9_800),
        description: "Un protocole commun, une fiche de sortie, un appel à sept jours.",
        partenaires: &["Service de cardiologie du centre hospitalier"],
        indicateurs: &["Patients inclus", "Ré-hospitalisations à 30 jours"],
        visees: &["1.2", "2.1"],
    },
    ActionDemo {
        titre: "Faire venir le bus de dépistage dans les communes éloignées",
        mission: "prevention",
        objectif: OBJECTIFS[2].0,
        responsable: "tresorerie",
        debut: -5,
        mois: 12,
        euros: Some(11_000),
        description: "Une journée par commune\u{a0}: dépistage du diabète, du cancer colorectal et bilan bucco-dentaire.",
        partenaires: &["Centre régional de dépistage", "Mairies"],
        indicateurs: &["Journées tenues", "Personnes reçues"],
        visees: &["3.1"],
    },
    ActionDemo {
        titre: "Constituer un vivier de remplaçants et leur trouver un logement",
        mission: "accompagnement",
        objectif: OBJECTIFS[3].0,
        responsable: "coordination",
        debut: 2,
        mois: 12,
        euros: None,
        description: "Une liste tenue à jour, trois logements prêtés par les communes, un accueil le premier jour.",
        partenaires: &["Facultés de médecine", "Communautés de communes"],
        indicateurs: &["Demandes de remplacement satisfaites"],
        visees: &["1.2"],
    },
    ActionDemo {
        titre: "Tenir à jour le plan de réponse aux crises sanitaires",
        mission: "crise",
        objectif: "",
        responsable: "presidence",
        debut: -10,
        mois: 12,
        euros: Some(6_000),
        description: "Relecture annuelle, un exercice, une liste d’appel vérifiée chaque trimestre.",
        partenaires: &["ARS", "Centre hospitalier"],
        indicateurs: &["Plan mis à jour", "Exercice tenu"],
        visees: &["4.1"],
    },
];

/// Code, result, what was found.
pub(super) const STATUTS: [(&str, &str, &str); 5] = [
    ("professions", "conforme", "Trois collèges, article 8."),
    ("ouverture", "conforme", "Personnes et structures, article 5."),
    ("financements", "conforme", "RNA, SIRET et compte bancaire au nom de l’association."),
    ("missions", "conforme", "L’objet nomme les missions du socle et l’accompagnement, article 2."),
    ("emploi", "conforme", "Le conseil d’administration décide des embauches, article 12."),
];

/// A fact on the statutes: its name, its values.
type Fait = (&'static str, &'static [&'static str]);

/// What the statutes say, point by point; seats as profession, college and number, apart by tabs. One profession is missing.
pub(super) const FAITS: [(&str, &[Fait]); 4] = [
    (
        "professions",
        &[(
            "sieges",
            &[
                "Médecin généraliste\tCollège des libéraux\t3",
                "Infirmier\tCollège des libéraux\t3",
                "Pharmacien\tCollège des libéraux\t2",
                "Masseur-kinésithérapeute\tCollège des libéraux\t2",
                "Sage-femme\tCollège des libéraux\t1",
                "Orthophoniste\tCollège des libéraux\t1",
                "Structure de soins\tCollège des structures\t4",
                "Usager\tCollège des usagers et des élus\t2",
            ],
        )],
    ),
    ("financements", &[("rna", &["W431009876"]), ("siret", &["73282932000074"]), ("compte", &["oui"])]),
    ("missions", &[("objet", &["acces", "parcours", "prevention", "crise", "accompagnement"])]),
    (
        "emploi",
        &[
            ("clause", &["oui"]),
            ("signataire", &["Le conseil d’administration décide, la présidence signe"]),
            ("convention", &["Cabinets médicaux"]),
        ],
    ),
];

/// Months before the contract, who, minutes, what for, what follows.
pub(super) const APPUIS: [(i64, &str, u32, &str, &str); 4] = [
    (
        25,
        "Délégation départementale de l’ARS",
        90,
        "Premier échange sur le territoire et les voisins.",
        "Carte provisoire à envoyer.",
    ),
    (20, "CPAM de la Haute-Loire", 60, "Lecture des chiffres du territoire.", ""),
    (
        13,
        "Fédération régionale des CPTS",
        120,
        "Relecture des statuts et du règlement intérieur.",
        "Collège des usagers à préciser.",
    ),
    (
        6,
        "ARS et CPAM",
        75,
        "Préparation du contrat et des indicateurs.",
        "Tableau d’indicateurs à compléter.",
    ),
];

/// What each member signs.
pub(super) const CHARTE: &str = "Charte d’engagement de la CPTS (exemple inventé)\n\nEn adhérant, je tiens ma fiche à jour, je réponds aux demandes de la coordination, je participe à une réunion par semestre et j’utilise la messagerie sécurisée.\n";
