"""French."""

from __future__ import annotations

from typing import Final

from onrecord.filling.languages._actions import Actions, verbs, words
from onrecord.filling.languages._speech import Speech

__all__ = ["ACTIONS", "SPEECH"]

SPEECH: Final = Speech()

ACTIONS: Final = Actions(
    being=words("est sont était étaient fut furent été être sera seront serait seraient"),
    helping=words(
        "a ont avait avaient aura auront aurait auraient va vont peut peuvent pourrait pourraient doit doivent devrait "
        "devraient veut veulent n ne"
    ),
    determiners=words(
        "le la les l un une des du au aux son sa ses leur leurs ce cet cette ces notre nos plusieurs quelques tous "
        "toutes chaque deux trois quatre cinq six sept huit dix d"
    ),
    prepositions=words(
        "de du des d à au aux en dans par pour sur sous vers avec sans contre chez entre devant derrière après avant "
        "depuis pendant durant dès jusque jusqu lors selon malgré près autour via comme"
    ),
    bounds=words("à de près plus jusqu"),
    genitives=words("de du des d"),
    owning=words("de du des d"),
    late_endings=("u", "us", "ue", "ues", "t", "ts", "te", "tes"),
    agent=words("par"),
    ties=words("et ou"),
    openers=words("qui que qu dont où lorsque quand si parce alors tandis"),
    adverbs=words(
        "pas plus jamais aussi encore déjà ensuite puis alors bientôt ici là ailleurs moins bien hors toujours "
        "désormais finalement notamment ne n"
    ),
    pronouns=words("il elle ils elles on se s lui eux y personne quelqu"),
    numbers=words("dizaines centaines milliers"),
    verbs=verbs(
        "abandonner accepter accueillir accuser acheter adopter affronter ajouter amener annoncer annuler appeler "
        "appliquer approuver arrêter arriver assassiner assister atteindre attaquer atteint attaquer autoriser avancer "
        "baisser bat battre battent blesser bloquer bombarder brûler capturer céder cesser changer charger chuter "
        "classer commencer condamner conduire confier confirmer construire construit contribuer convoquer couper créer "
        "décéder décider déclarer déclencher découvrir découvre découvrent défendre défiler demander démanteler "
        "démissionner déposer détruire détruit détruisent devenir devient dévoiler diffuser diriger discuter disparaître "
        "dissoudre distribuer donner échouer écraser éclater écrouler effondrer élire élit emporter embaucher empêcher "
        "enlever enquêter enregistrer entamer entendre enterrer entrer envahir envoyer étendre éteindre évacuer examiner "
        "exploser expulser fermer fêter fixer fonder frapper fuir fuit gagner garder geler heurter hospitaliser "
        "imposer inaugurer incendier inculper infliger inonder inspecter installer interdire interdit interpeller "
        "interroger investir inviter jeter jouer juger lancer lever libérer licencier limoger lire livrer manifester "
        "marquer menacer mener mettre met mettent meurt meurent mourir modifier monter multiplier naître négocier nommer "
        "noyer obtenir obtient occuper offrir ordonner ouvrir ouvre ouvrent parvenir parvient partir part partent "
        "participer passer payer perdre perd perdent percuter peser placer planter porter poser poursuivre précipiter "
        "prendre prend prennent présenter prêter prévenir procurer promettre promet prononcer proposer protester "
        "provoquer publier quitter raser ravager rebâtir récupérer recevoir reçoit reçoivent réclamer reconnaître "
        "reconnaît reconstruire recruter réduire réduit refuser rejeter relâcher réélire remettre remet remplacer "
        "remporter rencontrer rendre rend rendent renoncer rénover renverser réparer répondre reporter repousser "
        "reprendre reprend rester retirer retrouver réunir réussir réviser révoquer rouvrir sauver saisir secouer "
        "séjourner signer sombrer sortir sort sortent soutenir subir subit succéder succomber suivre suit supprimer "
        "survivre suspendre suspend tenir tient tiennent tenter tirer tomber toucher transférer transporter traverser "
        "trouver tuer utiliser vaincre valider vendre vend vendent venir vient viennent verser viser visiter voir voler "
        "voter vote",
        "fr",
    ),
    participles=words(
        "battu construit détruit élu entendu fait mis mort obtenu offert ouvert perdu pris reçu rendu repeint repeints "
        "repeintes soutenu suspendu tenu vaincu vendu venu vu conduit réduit interdit inscrit découvert couvert relu "
        "repris remis admis promis permis compris atteint éteint joint craint dit écrit ouverte ouvertes ouverts "
        "détruite détruits détruites mise prise construite"
    ),
    participle_endings=("é", "ée", "és", "ées", "i", "ie", "is", "ies"),
    tense_endings=("era", "eront", "ira", "iront", "aient", "èrent", "ait"),
    meeting=verbs("rencontrer négocier réunir affronter signer", "fr"),
    receiving=verbs("recevoir reçoit reçoivent subir subit", "fr"),
    places=words("dans à au aux en sur sous chez devant derrière contre près vers"),
    inside=words("à au aux en dans près sur"),
    addressing=words("à au aux contre avec"),
    opposing=words("contre"),
    beside=words("avec"),
    giving=verbs("donner livrer envoyer vendre verser prêter remettre offrir confier adresser", "fr"),
    saying=verbs("dire dit disent affirmer penser estimer expliquer ajouter déclarer souligner croire", "fr"),
    remarking=verbs("avertir annoncer rapporter écrire nier confirmer assurer préciser", "fr"),
    states=verbs("contenir appartenir coûter comprendre représenter", "fr"),
    moving=verbs("quitter visiter occuper traverser bloquer évacuer", "fr"),
    infinitive=words("à de"),
    occasions=words("coupe finale championnat jeux festival guerre loi prix semaine mois année open tournoi"),
    sites=words(
        "aéroport ambassade bâtiment bourg bureau camp campagne capitale caserne centre château cinéma clinique côte "
        "cour école église ferme forêt frontière gare grilles gymnase hôpital hôtel île immeuble lac local lycée mairie "
        "maison marché mer montagne mosquée musée palais parc parlement place plage pont port prison quartier région "
        "restaurant rive rivière route rue salle scène siège site stade théâtre tribunal université usine vallée "
        "village ville zone décombres loges"
    ),
    progressive_endings=(),
    doubting={
        **dict.fromkeys(words("si risque menace menacent craint craignent incertain soupçonne"), "possible"),
        **dict.fromkeys(words("prévu prévue prévus prévues doit doivent projet promet promis annoncé"), "planned"),
    },
    folk=words(
        "personnes gens hommes femmes enfants habitants soldats policiers agents pompiers sapeurs ouvriers employés "
        "salariés manifestants agriculteurs élèves étudiants enseignants professeurs patients passagers voyageurs "
        "touristes clients victimes blessés morts spectateurs électeurs députés ministres élus familles juges avocats "
        "médecins police région commission mairie État gouvernement"
    ),
    goods=words(
        "immeuble immeubles maison maisons bâtiment bâtiments pont route routes train trains navire navires bateau "
        "bateaux avion avions voiture voitures camion camions bus arbre arbres théâtre école église toit missile "
        "missiles obus bombes portes fleurs flammes contrat documents corps"
    ),
)
